{{ current_rows('activities', key=['activity_id']) }}
