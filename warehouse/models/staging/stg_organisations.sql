{{ current_rows('organisations') }}
