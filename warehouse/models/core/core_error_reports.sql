with
ranked as (
    select
        *,
        row_number() over (partition by record_id order by position desc) as recency
    from {{ ref('stg_error_reports') }}
    where record_id is not null
)

select
    record_id,
    step_id as report_id,
    reason_code,
    corrected_hours,
    said_at as reported_at
from ranked
where recency = 1
