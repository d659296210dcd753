{{ current_rows('burden_log', key=['entry_id']) }}
