with
objectives as (
    select
        drill_id,
        avg(value) as objective_mean
    from {{ ref('core_drill_objectives') }}
    group by drill_id
)

select
    drills.drill_id,
    drills.community_id,
    drills.scenario,
    drills.form,
    drills.announced,
    drills.not_held_reason,
    drills.scheduled_on,
    drills.conducted_at,
    drills.alarm_at,
    drills.first_response_at,
    drills.assembled_at,
    drills.all_clear_at,
    drills.target_minutes,
    drills.expected_participants,
    drills.participants,
    drills.residents,
    drills.vulnerable_listed,
    drills.vulnerable_reached,
    drills.evaluator,
    drills.conducted_at is not null as held,
    coalesce(cast(drills.conducted_at as date), drills.scheduled_on) as drill_date,
    {{ minutes_between('drills.alarm_at', 'drills.assembled_at') }} as assembly_minutes,
    objectives.objective_mean,
    drills.batch_id,
    drills.row_number
from {{ ref('stg_drills') }} as drills
left join objectives on drills.drill_id = objectives.drill_id
