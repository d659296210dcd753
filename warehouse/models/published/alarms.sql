select
    period,
    community_id,
    alarm,
    status,
    cast(part as integer) as part,
    measure_kind,
    measure,
    measure_status,
    observed,
    side,
    threshold,
    value,
    numerator,
    denominator
from {{ ref('score_alarms') }}
