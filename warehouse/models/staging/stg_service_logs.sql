{{ current_rows('service_logs', key=['record_id']) }}
