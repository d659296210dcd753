{{ current_rows('photo_neighbours', key=['photo_id', 'other_photo_id']) }}
