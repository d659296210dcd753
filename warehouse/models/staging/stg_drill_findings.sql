{{ current_rows('drill_findings') }}
