select
    year,
    work_unit_id,
    members,
    reported_members,
    completed_members,
    reported_rate,
    completion_rate,
    verified_hours,
    evenness,
    eligible,
    rule_id,
    rule_version,
    required_rate
from {{ ref('points_work_unit_years') }}
