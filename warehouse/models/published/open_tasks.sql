with
matched as (
    select
        task_id,
        count(*) as people
    from {{ ref('points_task_matches') }}
    group by task_id
),

tasks as (
    select
        tasks.*,
        coalesce(matched.people, 0) as matched_people
    from {{ ref('points_open_tasks') }} as tasks
    left join matched on tasks.task_id = matched.task_id
)

{{ published_from('tasks') }}
