{# What is booked on each account for service on the days $starts_on to $ends_on; for drills and reports, what is booked on
   these days. #}
with
booked as (
    select
        'before' as side,
        account,
        actor_type,
        record_id,
        posted_at,
        points
    from before.points_ledger
    union all
    select
        'after' as side,
        account,
        actor_type,
        record_id,
        posted_at,
        points
    from points.points_ledger
),

summed as (
    select
        booked.account,
        max(booked.actor_type) as actor_type,
        coalesce(sum(booked.points) filter (where booked.side = 'before'), 0) as points_before,
        coalesce(sum(booked.points) filter (where booked.side = 'after'), 0) as points_after
    from booked
    left join points.points_record_values as priced on booked.record_id = priced.record_id
    where
        booked.actor_type <> 'system'
        and coalesce(priced.service_date, cast(booked.posted_at as date))
        between {{ given('starts_on') }} and {{ given('ends_on') }}
    group by booked.account
)

select
    *,
    round(points_after - points_before, 4) as moved
from summed
