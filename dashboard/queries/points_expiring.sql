-- question: Which points of a member or an organisation end soon?
-- scope: member=member_id organisation=organisation_id
-- persons: member
select
    member_id,
    organisation_id,
    cast(expires_at as date) as expires_on,
    sum(left_points) as points
from published.point_lots
where is_announced
group by member_id, organisation_id, cast(expires_at as date)
order by expires_on
