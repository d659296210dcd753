-- question: Which demands and activities are open, how many people are proposed for each, and where will too many come?
-- scope: committee=all community=community_id
select
    tasks.community_id,
    communities.name as community_name,
    communities.district,
    tasks.task_id,
    tasks.task_kind,
    tasks.title,
    tasks.category,
    tasks.skill,
    tasks.opened_at,
    tasks.starts_at,
    tasks.hours,
    tasks.places_left,
    tasks.matched_people,
    tasks.requester_group,
    tasks.is_vulnerable,
    tasks.expected_people,
    tasks.expected_hours_ratio,
    tasks.is_crowded
from published.open_tasks as tasks
left join published.communities as communities on tasks.community_id = communities.community_id
order by tasks.task_kind desc, tasks.is_vulnerable desc, coalesce(tasks.starts_at, tasks.opened_at), tasks.task_id
