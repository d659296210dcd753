{{ current_rows('burden_log') }}
