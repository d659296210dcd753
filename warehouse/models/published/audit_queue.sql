select
    record_id,
    community_id,
    member_id,
    suspicion,
    hours_at_stake,
    expected_hours,
    reason_1_code,
    reason_2_code,
    age_days,
    group_size,
    audit_state,
    period
from {{ ref('flag_audit_queue') }}
