select
    year,
    work_unit_id,
    status,
    claimed_hours,
    covered_hours,
    random_audits,
    genuine_rate,
    credit,
    credit_low,
    credit_high,
    fake_cost,
    rule_id,
    rule_version
from {{ ref('points_unit_credits') }}
