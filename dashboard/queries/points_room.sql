-- question: How many of the member's hours would still earn in the days to come?
-- scope: member=member_id
-- persons: member
-- Who served nothing lately has no row there and all of the limit.
with
limits as (
    select
        actor_type,
        value as max_hours
    from published.points_rules
    where
        parameter = 'max_hours_per_fortnight'
        and $today >= valid_from
        and $today <= coalesce(valid_to, date '9999-12-31')
)

select
    member_id,
    day,
    used_hours,
    room_hours,
    max_hours
from published.earning_room
union all
select
    balances.member_id,
    null as day,
    0.0 as used_hours,
    limits.max_hours as room_hours,
    limits.max_hours
from published.balances as balances
inner join limits on balances.actor_type = limits.actor_type
left join published.earning_room as room on balances.member_id = room.member_id
where balances.member_id is not null and room.member_id is null
order by day
