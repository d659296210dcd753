{{ current_rows('photos', key=['photo_id']) }}
