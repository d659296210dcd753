select
    position,
    step_id,
    record_id,
    reason_code,
    corrected_hours,
    said_at
from {{ source('landing', 'error_reports') }}
