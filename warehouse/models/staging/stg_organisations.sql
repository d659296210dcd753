{{ current_rows('organisations', key=['organisation_id']) }}
