-- question: Do the hours of the year's statement add up to the verified hours, and how many are not posted yet?
-- scope: member=member_id
-- persons: member
-- A party member's record is posted once it is graded.
with
posted as (
    select
        member_id,
        sum(hours) as posted_hours
    from published.ledger
    where cast(statement_year as varchar) = $year
    group by member_id
),

waiting as (
    select
        member_id,
        sum(verified_hours) as waiting_hours
    from published.service_records as records
    where
        records.period like $year || '-%'
        and not exists (
            select 1 from published.ledger as entries
            where entries.record_id = records.record_id and entries.hours <> 0
        )
    group by member_id
)

select
    years.member_id,
    years.verified_hours,
    coalesce(posted.posted_hours, 0) as posted_hours,
    coalesce(waiting.waiting_hours, 0) as waiting_hours
from published.member_assessments as years
left join posted on years.member_id = posted.member_id
left join waiting on years.member_id = waiting.member_id
where cast(years.year as varchar) = $year
