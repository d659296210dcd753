{# Regional and event risk by community and quarter. Every input brings points by `risk_rules`, their sum the level by
   `risk_levels`. Without one of its inputs there is no level: what nobody reported is not absent.

   incidents         emergencies that occurred in the quarter
   severity_sum      severities (1-4) of the risks reported upward in the quarter, 1 where none was given
   overdue_findings  drill findings past their date and open at the end of the quarter, or today
   exposed_people    residents of the community #}
with
quarters as (
    select
        communities.community_id,
        communities.residents,
        periods.period,
        periods.starts_on,
        periods.ends_on,
        least(periods.ends_on, cast({{ as_of() }} as date)) as judged_on
    from {{ ref('core_communities') }} as communities
    cross join {{ ref('core_periods') }} as periods
    where periods.kind = 'quarter'
),

first_days as (
    select
        source,
        community_id,
        min(occurred_on) as first_on
    from {{ ref('core_source_days') }}
    where source in ('upward_reports', 'drills', 'drill_findings')
    group by source, community_id
    union all
    select
        'incidents' as source,
        community_id,
        min(cast(occurred_at as date)) as first_on
    from {{ ref('core_incidents') }}
    group by community_id
),

{# Emergencies are rare: one community's silence says nothing of them, only everybody's does. A community that never held a
   drill cannot have findings, and one that never reported upward has not said that there is no risk. #}
heard as (
    select
        quarters.period,
        quarters.community_id,
        max({{ one_if("days.source = 'incidents'") }}) as incidents,
        max({{ one_if("days.source = 'upward_reports' and days.community_id = quarters.community_id") }}) as upward_reports,
        max({{ one_if("days.source = 'drills' and days.community_id = quarters.community_id") }}) as drills,
        max({{ one_if("days.source = 'drill_findings'") }}) as drill_findings
    from quarters
    inner join first_days as days on quarters.ends_on >= days.first_on or days.source = 'drill_findings'
    group by quarters.period, quarters.community_id
),

incidents as (
    select
        quarters.period,
        quarters.community_id,
        count(*) as incidents
    from quarters
    inner join {{ ref('core_incidents') }} as incidents
        on
            quarters.community_id = incidents.community_id
            and cast(incidents.occurred_at as date) between quarters.starts_on and quarters.ends_on
    group by quarters.period, quarters.community_id
),

risk_reports as (
    select
        quarters.period,
        quarters.community_id,
        count(*) as risk_reports,
        cast(sum(coalesce(reports.severity, 1)) as bigint) as severity_sum
    from quarters
    inner join {{ ref('stg_upward_reports') }} as reports
        on
            quarters.community_id = reports.community_id
            and cast(reports.raised_at as date) between quarters.starts_on and quarters.ends_on
    where reports.kind = 'risk'
    group by quarters.period, quarters.community_id
),

overdue as (
    select
        quarters.period,
        quarters.community_id,
        count(*) as overdue_findings
    from quarters
    inner join {{ ref('core_drill_findings') }} as findings on quarters.community_id = findings.community_id
    where findings.due_on < quarters.judged_on and (findings.closed_on is null or findings.closed_on > quarters.judged_on)
    group by quarters.period, quarters.community_id
),

counted as (
    select
        quarters.period,
        quarters.community_id,
        case when heard.incidents = 1 then coalesce(incidents.incidents, 0) end as incidents,
        case when heard.upward_reports = 1 then coalesce(risk_reports.risk_reports, 0) end as risk_reports,
        case when heard.upward_reports = 1 then coalesce(risk_reports.severity_sum, 0) end as severity_sum,
        case when heard.drills = 1 and heard.drill_findings = 1 then coalesce(overdue.overdue_findings, 0) end
            as overdue_findings,
        quarters.residents as exposed_people
    from quarters
    left join heard on quarters.period = heard.period and quarters.community_id = heard.community_id
    left join incidents on quarters.period = incidents.period and quarters.community_id = incidents.community_id
    left join risk_reports on quarters.period = risk_reports.period and quarters.community_id = risk_reports.community_id
    left join overdue on quarters.period = overdue.period and quarters.community_id = overdue.community_id
),

{% set inputs = {
    'incidents': 'incidents', 'severity_sum': 'upward_reports', 'overdue_findings': 'drill_findings',
    'exposed_people': 'communities.residents'
} -%}
inputs as (
    {% for input, need in inputs.items() -%}
    select
        period,
        community_id,
        '{{ input }}' as input,
        cast({{ input }} as double) as observed,
        '{{ need }}' as need
    from counted
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

pointed as (
    select
        inputs.period,
        inputs.community_id,
        inputs.input,
        inputs.need,
        case when inputs.observed is not null then coalesce(max(rules.points), 0) end as points
    from inputs
    left join {{ ref('risk_rules') }} as rules on inputs.input = rules.input and inputs.observed >= rules.at_least
    group by inputs.period, inputs.community_id, inputs.input, inputs.need, inputs.observed
),

totals as (
    select
        period,
        community_id,
        {% for input in inputs -%}
        max(case when input = '{{ input }}' then points end) as {{ input }}_points,
        {% endfor -%}
        case when count(*) = count(points) then cast(sum(points) as bigint) end as points,
        string_agg(case when points is null then need end, ';' order by need) as missing
    from pointed
    group by period, community_id
),

levels as (
    select
        totals.period,
        totals.community_id,
        max(levels.level) as level
    from totals
    inner join {{ ref('risk_levels') }} as levels on totals.points >= levels.at_least
    group by totals.period, totals.community_id
),

computed as (
    select
        counted.period,
        counted.community_id,
        levels.level,
        case when levels.level is null then 'not_evaluable' else 'ok' end as status,
        totals.points,
        counted.incidents,
        case
            when counted.incidents = 0 then 0
            when counted.incidents > 0 then {{ byar_bound('counted.incidents', '-' ~ z_of_90_percent()) }}
        end as incidents_low,
        {{ byar_bound('counted.incidents', z_of_90_percent()) }} as incidents_high,
        counted.risk_reports,
        counted.severity_sum,
        counted.overdue_findings,
        counted.exposed_people,
        {% for input in inputs -%}
        totals.{{ input }}_points,
        {% endfor -%}
        totals.missing
    from counted
    inner join totals on counted.period = totals.period and counted.community_id = totals.community_id
    left join levels on counted.period = levels.period and counted.community_id = levels.community_id
)

{{ with_frozen_rows('computed', 'score_risk_ratings') }}
