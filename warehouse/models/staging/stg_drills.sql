{{ current_rows('drills') }}
