{{ current_rows('drills', key=['drill_id']) }}
