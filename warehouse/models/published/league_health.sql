select
    period,
    lens,
    measure,
    value
from {{ ref('score_league_health') }}
