{{ current_rows('communities') }}
