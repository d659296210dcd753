{# How far each period is closed. Restatement 0 is the freeze itself. #}
with
given_out as (
    select
        period,
        max(position) as position
    from {{ ref('stg_period_closings') }}
    where kind in ('frozen', 'restated')
    group by period
),

in_force as (
    select
        steps.period,
        steps.position,
        steps.kind,
        steps.restatement,
        steps.said_at,
        steps.notice_ends_on
    from {{ ref('stg_period_closings') }} as steps
    inner join given_out on steps.position = given_out.position
),

finals as (
    select
        steps.period,
        max(steps.said_at) as said_at
    from {{ ref('stg_period_closings') }} as steps
    inner join given_out on steps.period = given_out.period and steps.position > given_out.position
    where steps.kind = 'final'
    group by steps.period
),

objections as (
    select
        objections.period,
        count(*) as filed,
        sum(case when answers.event_id is null then 1 else 0 end) as unanswered
    from {{ ref('stg_period_closings') }} as objections
    left join {{ ref('stg_period_closings') }} as answers on objections.event_id = answers.answers
    where objections.kind = 'objection'
    group by objections.period
)

select
    periods.period,
    case
        when in_force.period is null then 'open'
        when finals.period is not null then 'final'
        when in_force.kind = 'restated' then 'restated'
        else 'in_notice'
    end as state,
    in_force.period is not null as frozen,
    in_force.restatement,
    in_force.said_at as frozen_at,
    in_force.notice_ends_on,
    finals.said_at as final_at,
    coalesce(objections.filed, 0) as objections,
    coalesce(objections.unanswered, 0) as unanswered
from {{ ref('core_periods') }} as periods
left join in_force on periods.period = in_force.period
left join finals on periods.period = finals.period
left join objections on periods.period = objections.period
