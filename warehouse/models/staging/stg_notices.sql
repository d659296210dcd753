{{ current_rows('notices') }}
