select
    period,
    lens,
    community_id,
    node as dimension,
    indicator_id,
    within,
    within * score as points
from {{ ref('score_weights') }}
