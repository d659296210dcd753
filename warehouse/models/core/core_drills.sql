with
objectives as (
    select
        drill_id,
        avg(value) as objective_mean
    from {{ ref('core_drill_objectives') }}
    group by drill_id
)

select
    drills.*,
    drills.conducted_at is not null as held,
    coalesce(cast(drills.conducted_at as date), drills.scheduled_on) as drill_date,
    {{ minutes_between('drills.alarm_at', 'drills.assembled_at') }} as assembly_minutes,
    objectives.objective_mean
from {{ ref('stg_drills') }} as drills
left join objectives on drills.drill_id = objectives.drill_id
