-- question: How did duty and points come together month by month?
-- scope: member=member_id
-- persons: member
with
monthly as (
    select
        member_id,
        period,
        count(*) as records,
        sum(verified_hours) as verified_hours,
        sum(points) as points
    from published.service_records
    where period like $year || '-%'
    group by member_id, period
)

select
    member_id,
    period,
    records,
    verified_hours,
    sum(verified_hours) over (partition by member_id order by period) as verified_hours_so_far,
    points
from monthly
order by period
