select
    period,
    lens,
    community_id,
    dimension,
    score,
    coverage
from {{ ref('score_dimensions') }}
