-- question: What else is known of the member and of the reviewer?
-- scope: auditor=all committee=all
with
this_case as (
    select
        record_id,
        community_id,
        member_id,
        reviewer_id
    from published.service_records
    where record_id = $record
),

flagged as (
    select distinct record_id
    from published.record_flags
    where status = 'raised'
),

histories as (
    select
        'member' as who,
        records.*
    from published.service_records as records
    inner join this_case on records.member_id = this_case.member_id
    union all
    select
        'reviewer' as who,
        records.*
    from published.service_records as records
    inner join this_case on records.reviewer_id = this_case.reviewer_id
)

select
    this_case.community_id,
    histories.who,
    count(*) as records,
    sum(histories.declared_hours) as declared_hours,
    sum(histories.verified_hours) as verified_hours,
    count(flagged.record_id) as raised_records,
    count(*) filter (where histories.review_grade = '很好') as graded_best,
    count(*) filter (where histories.review_grade is not null) as graded,
    count(*) filter (where histories.audit_state = 'decided_genuine') as decided_genuine,
    count(*) filter (where histories.audit_state = 'decided_not_genuine') as decided_not_genuine,
    min(histories.started_at) as first_at,
    max(histories.started_at) as last_at
from histories
cross join this_case
left join flagged on histories.record_id = flagged.record_id
group by this_case.community_id, histories.who
order by histories.who
