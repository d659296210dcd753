select
    period,
    indicator_id,
    community_id,
    size,
    centre,
    phi,
    tau2,
    low_95,
    high_95,
    low_998,
    high_998
from {{ ref('score_funnel_limits') }}
