select
    task_id,
    task_kind,
    community_id,
    member_id,
    position,
    score,
    skill_matches,
    distance_m,
    spare_hours,
    hours_lately,
    access
from {{ ref('points_task_matches') }}
