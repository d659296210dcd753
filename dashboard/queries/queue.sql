-- question: Which records are worth checking first?
-- scope: auditor=all
with
reasons as (
    select
        flag_code,
        name_zh,
        name_en
    from published.flag_catalogue
    union all
    select
        'history' as flag_code,
        '本人其他记录也有疑点' as name_zh,
        'Doubts about other records of the person' as name_en
)

select
    queue.record_id,
    queue.community_id,
    communities.name as community_name,
    communities.district,
    queue.member_id,
    queue.reviewer_id,
    queue.activity_id,
    queue.photo_group,
    records.category,
    records.activity_title,
    records.started_at,
    records.channel,
    queue.suspicion,
    queue.hours_at_stake,
    queue.expected_hours,
    queue.check_minutes,
    queue.expected_hours_per_minute,
    queue.reason_1_code,
    first_reason.name_zh as reason_1_zh,
    first_reason.name_en as reason_1_en,
    queue.reason_2_code,
    second_reason.name_zh as reason_2_zh,
    second_reason.name_en as reason_2_en,
    queue.age_days,
    queue.is_late,
    queue.group_size,
    queue.audit_state
from published.audit_queue as queue
inner join published.service_records as records on queue.record_id = records.record_id
left join published.communities as communities on queue.community_id = communities.community_id
left join reasons as first_reason on queue.reason_1_code = first_reason.flag_code
left join reasons as second_reason on queue.reason_2_code = second_reason.flag_code
order by queue.expected_hours_per_minute desc, queue.photo_group, queue.expected_hours desc, queue.record_id
