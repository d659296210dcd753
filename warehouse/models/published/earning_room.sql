select
    member_id,
    day,
    used_hours,
    room_hours,
    max_hours,
    rule_id,
    rule_version
from {{ ref('points_earning_room') }}
