-- question: How many of the member's hours would still earn in the days to come?
-- scope: member=member_id
-- persons: member
select
    member_id,
    day,
    used_hours,
    room_hours,
    max_hours
from published.earning_room
order by day
