{# How far each period is closed, and what its numbers would be now: of a frozen period `score_posteriors` still says what the
   data say today, and `score_indicator_values` what was frozen. #}
with
changed as (
    select
        now.period,
        count(*) as changed_values,
        count(distinct now.community_id) as changed_communities
    from {{ ref('score_posteriors') }} as now
    inner join {{ ref('core_period_states') }} as states on now.period = states.period and states.frozen
    left join {{ ref('score_indicator_values') }} as held
        on
            now.period = held.period
            and now.community_id = held.community_id
            and now.indicator_id = held.indicator_id
    where
        held.status is null
        or held.status <> now.status
        {% for number in ['numerator', 'denominator', 'value', 'se'] -%}
        or (held.{{ number }} is null) <> (now.{{ number }} is null)
        or abs(held.{{ number }} - now.{{ number }}) > 1e-9
        {% endfor %}
    group by now.period
)

select
    states.period,
    states.state,
    states.frozen,
    cast(states.restatement as integer) as restatement,
    states.frozen_at,
    states.notice_ends_on,
    states.final_at,
    cast(states.objections as bigint) as objections,
    cast(states.unanswered as bigint) as unanswered,
    cast(coalesce(changed.changed_values, 0) as bigint) as changed_values,
    cast(coalesce(changed.changed_communities, 0) as bigint) as changed_communities
from {{ ref('core_period_states') }} as states
left join changed on states.period = changed.period
