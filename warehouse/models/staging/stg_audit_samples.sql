select
    period,
    draw,
    record_id,
    stratum,
    flagged,
    population,
    sampled,
    seed,
    drawn_by,
    drawn_at
from {{ source('landing', 'audit_samples') }}
