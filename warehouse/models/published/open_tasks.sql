with
matched as (
    select
        task_id,
        count(*) as people
    from {{ ref('points_task_matches') }}
    group by task_id
)

select
    tasks.task_id,
    tasks.task_kind,
    tasks.community_id,
    tasks.title,
    tasks.category,
    tasks.skill,
    tasks.opened_at,
    tasks.starts_at,
    tasks.hours,
    tasks.places_left,
    coalesce(matched.people, 0) as matched_people,
    tasks.requester_group,
    tasks.is_vulnerable,
    tasks.expected_people,
    tasks.expected_hours_ratio,
    tasks.is_crowded
from {{ ref('points_open_tasks') }} as tasks
left join matched on tasks.task_id = matched.task_id
