with
units as (
    select
        assessments.year,
        assessments.work_unit_id,
        count(*) as members,
        count(members.reported_on) as reported_members,
        sum(case when assessments.duty_share >= 1 then 1 else 0 end) as completed_members,
        sum(assessments.verified_hours) as verified_hours,
        avg(assessments.evenness) as evenness
    from {{ ref('points_member_years') }} as assessments
    inner join {{ ref('core_members') }} as members on assessments.member_id = members.member_id
    where assessments.work_unit_id is not null
    group by assessments.year, assessments.work_unit_id
),

rates as (
    select
        *,
        -- Where no date of reporting is kept at all, nobody can be said not to have reported.
        case when max(reported_members) over () > 0 then {{ safe_divide('reported_members', 'members') }} end as reported_rate,
        {{ safe_divide('completed_members', 'members') }} as completion_rate
    from units
)

select
    rates.year,
    rates.work_unit_id,
    cast(rates.members as bigint) as members,
    cast(rates.reported_members as bigint) as reported_members,
    cast(rates.completed_members as bigint) as completed_members,
    rates.reported_rate,
    rates.completion_rate,
    rates.verified_hours,
    rates.evenness,
    rates.completion_rate >= rule.value and coalesce(rates.reported_rate >= rule.value, true) as eligible,
    rule.rule_id,
    rule.rule_version,
    rule.value as required_rate
from rates
{{ join_rule('rule', 'min_completion_share', last_day_of('rates.year')) }}
