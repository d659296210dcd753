{{ current_rows('upward_reports', key=['report_id']) }}
