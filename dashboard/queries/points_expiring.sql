-- question: Which points of the member end soon?
-- scope: member=member_id
-- persons: member
select
    member_id,
    cast(expires_at as date) as expires_on,
    sum(left_points) as points
from published.point_lots
where is_announced
group by member_id, cast(expires_at as date)
order by expires_on
