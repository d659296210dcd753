select
    period,
    lens,
    community_id,
    dimension,
    score,
    score_low as low,
    score_high as high,
    coverage,
    node_share as weight,
    points
from {{ ref('score_dimensions') }}
