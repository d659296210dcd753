select
    period,
    community_id,
    indicator_id,
    numerator,
    denominator,
    n,
    raw_value,
    value,
    se,
    reliability,
    score,
    status,
    reason,
    low,
    high
from {{ ref('score_indicator_values') }}
