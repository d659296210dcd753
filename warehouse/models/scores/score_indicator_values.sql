select
    period,
    community_id,
    indicator_id,
    numerator,
    denominator,
    raw_value,
    value,
    se,
    reliability,
    score,
    status,
    low,
    high,
    n,
    reason
from {{ ref('score_posteriors') }}
