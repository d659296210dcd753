with
queued as (
    select
        records.record_id,
        records.community_id,
        records.member_id,
        evidence.suspicion,
        evidence.creditable_hours as hours_at_stake,
        evidence.suspicion * evidence.creditable_hours as expected_hours,
        suspicion.reason_1_code,
        suspicion.reason_2_code,
        {{ days_between(used_at('records'), as_of()) }} as age_days,
        evidence.audit_state,
        records.period
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    inner join {{ ref('flag_record_suspicion') }} as suspicion on records.record_id = suspicion.record_id
    where evidence.audit_state = 'queued'
)

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
    -- Cases of one person are checked together.
    count(*) over (partition by coalesce(member_id, record_id)) as group_size,
    audit_state,
    period
from queued
