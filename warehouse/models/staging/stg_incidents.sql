{{ current_rows('incidents', key=['incident_id']) }}
