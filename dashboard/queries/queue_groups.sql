-- question: How much waits together, by person, reviewer, photo or activity, among the records $records?
-- scope: auditor=all
-- Only what the records are grouped by is filled; records that have none of it are in no group.
with waiting as (
    select
        case when $grouping = 'person' then queue.member_id end as member_id,
        case when $grouping = 'reviewer' then queue.reviewer_id end as reviewer_id,
        case when $grouping = 'photo' then queue.photo_group end as photo_group,
        case when $grouping = 'activity' then queue.activity_id end as activity_id,
        case when $grouping = 'activity' then records.activity_title end as activity_title,
        queue.member_id as person,
        queue.hours_at_stake,
        queue.expected_hours,
        queue.check_minutes,
        queue.age_days,
        queue.is_late
    from published.audit_queue as queue
    inner join published.service_records as records on queue.record_id = records.record_id
    where list_contains($records, queue.record_id)
)

select
    member_id,
    reviewer_id,
    photo_group,
    activity_id,
    max(activity_title) as activity_title,
    count(*) as cases,
    count(distinct person) as people,
    sum(hours_at_stake) as hours_at_stake,
    sum(expected_hours) as expected_hours,
    sum(check_minutes) as check_minutes,
    sum(expected_hours) / sum(check_minutes) as expected_hours_per_minute,
    max(age_days) as age_days,
    bool_or(is_late) as is_late
from waiting
where coalesce(member_id, reviewer_id, photo_group, activity_id) is not null
group by member_id, reviewer_id, photo_group, activity_id
-- A photo used once is no group.
having $grouping <> 'photo' or count(*) > 1
order by expected_hours_per_minute desc, cases desc, max(person)
