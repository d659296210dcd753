select
    period,
    lens,
    community_a,
    community_b,
    z,
    verdict,
    p,
    allowed_p,
    method
from {{ ref('score_pairwise') }}
