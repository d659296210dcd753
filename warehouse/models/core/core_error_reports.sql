select
    record_id,
    step_id as report_id,
    reason_code,
    corrected_hours,
    said_at as reported_at
from {{ ref('stg_error_reports') }}
where record_id is not null
qualify row_number() over (partition by record_id order by position desc) = 1
