{{ current_rows('members') }}
