{{ current_rows('drill_attendance') }}
