{{ current_rows('service_logs') }}
