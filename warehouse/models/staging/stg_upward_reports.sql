{{ current_rows('upward_reports') }}
