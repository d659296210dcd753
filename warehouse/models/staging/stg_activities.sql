{{ current_rows('activities') }}
