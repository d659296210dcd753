{{ current_rows('drill_findings', key=['finding_id']) }}
