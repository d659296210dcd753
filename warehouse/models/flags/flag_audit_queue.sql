with
policy as (
    select
        {{ policy_columns(['check_minutes', 'check_minutes_more', 'check_minutes_second', 'answer_days']) }}
    from {{ ref('audit_policy') }}
),

queued as (
    select
        records.record_id,
        records.community_id,
        records.member_id,
        records.reviewer_id,
        records.activity_id,
        records.awaits_second,
        coalesce(photos.first_record_id, records.record_id) as photo_group,
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
    left join {{ ref('flag_photo_groups') }} as photos on records.record_id = photos.record_id
    where evidence.audit_state in ('queued', 'sampled', 'appealed') or records.awaits_second
),

-- Records of one photo are looked at together: the first takes a whole check, each further one a glance.
timed as (
    select
        queued.*,
        count(*) over (partition by queued.photo_group) as group_size,
        sum(queued.expected_hours) over (partition by queued.photo_group) as group_hours,
        case
            when queued.awaits_second then policy.check_minutes_second
            else
                (policy.check_minutes + policy.check_minutes_more * (count(*) over (partition by queued.photo_group) - 1))
                / count(*) over (partition by queued.photo_group)
        end as check_minutes,
        coalesce(queued.age_days > policy.answer_days, false) as is_late
    from queued
    cross join policy
)

select
    record_id,
    community_id,
    member_id,
    reviewer_id,
    activity_id,
    photo_group,
    group_size,
    suspicion,
    hours_at_stake,
    expected_hours,
    check_minutes,
    {{ safe_divide('coalesce(group_hours, 0)', 'sum(check_minutes) over (partition by photo_group)') }}
        as expected_hours_per_minute,
    reason_1_code,
    reason_2_code,
    age_days,
    is_late,
    awaits_second,
    audit_state,
    period
from timed
