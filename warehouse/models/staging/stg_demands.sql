{{ current_rows('demands', key=['demand_id']) }}
