{{ current_rows('photos') }}
