{# Reads published tables only, and so stays a view in the published file: asked for one record, it is computed for that one.
   What depends on a member's whole year (pace, evenness) is left to the next build. #}
with
verdicts as (
    select 'genuine' as verdict
    union all
    select 'not_genuine' as verdict
),

effects as (
    select
        records.record_id,
        records.member_id,
        records.community_id,
        records.actor,
        cast(records.started_at as date) as served_on,
        verdicts.verdict,
        records.evidence_grade as grade_now,
        case when verdicts.verdict = 'genuine' then records.genuine_grade else 'D' end as grade_then,
        coalesce(records.points, 0) as points_now,
        case when verdicts.verdict = 'genuine' then coalesce(records.genuine_points, 0) else 0 end as points_then,
        coalesce(records.verified_hours, 0) as hours_now,
        case when verdicts.verdict = 'genuine' then coalesce(records.genuine_verified_hours, 0) else 0 end as hours_then
    from {{ ref('service_records') }} as records
    cross join verdicts
),

-- Indicators of the periods that hold the record's day and are not frozen.
indicator_effects as (
    select
        effects.*,
        held.period,
        held.indicator_id,
        held.numerator,
        held.denominator,
        held.community_id as indicator_community_id,
        periods.starts_on,
        periods.ends_on
    from effects
    inner join {{ ref('periods') }} as periods
        on effects.served_on between periods.starts_on and periods.ends_on
    inner join {{ ref('period_states') }} as states on periods.period = states.period and not states.frozen
    inner join {{ ref('indicator_values') }} as held on periods.period = held.period
),

of_hours as (
    select
        record_id,
        verdict,
        indicator_id as subject,
        period,
        community_id,
        numerator as value_now,
        numerator + case
            when indicator_id = 'verified_share' or actor = 'resident_volunteer' then hours_then - hours_now
            else 0
        end as value_then,
        denominator as out_of_now,
        denominator + case when indicator_id = 'resident_volunteer_share' then hours_then - hours_now else 0 end as out_of_then
    from indicator_effects
    where
        indicator_community_id = community_id
        and indicator_id in ('verified_share', 'resident_volunteer_share')
),

members as (
    select
        effects.record_id,
        effects.verdict,
        effects.indicator_id,
        effects.period,
        effects.indicator_community_id,
        effects.numerator,
        effects.denominator,
        effects.hours_then - effects.hours_now as hours_more,
        sum(coalesce(served.verified_hours, 0)) as hours_of_member
    from indicator_effects as effects
    inner join {{ ref('evidence_rows') }} as evidence
        on
            effects.indicator_id = evidence.indicator_id
            and effects.indicator_community_id = evidence.community_id
            and effects.period = evidence.period
            and effects.member_id = evidence.record_id
    inner join {{ ref('service_records') }} as served
        on
            effects.member_id = served.member_id
            and cast(served.started_at as date) between effects.starts_on and effects.ends_on
    where effects.indicator_id = 'active_member_rate'
    group by
        effects.record_id,
        effects.verdict,
        effects.indicator_id,
        effects.period,
        effects.indicator_community_id,
        effects.numerator,
        effects.denominator,
        effects.hours_then - effects.hours_now
),

of_members as (
    select
        record_id,
        verdict,
        indicator_id as subject,
        period,
        indicator_community_id as community_id,
        numerator as value_now,
        numerator + {{ one_if('hours_of_member + hours_more > 1e-9') }} - {{ one_if('hours_of_member > 0') }} as value_then,
        denominator as out_of_now,
        denominator as out_of_then
    from members
)

select
    record_id,
    verdict,
    'points' as subject,
    cast(null as varchar) as period,
    community_id,
    points_now as value_now,
    points_then as value_then,
    cast(null as double) as out_of_now,
    cast(null as double) as out_of_then,
    grade_now,
    grade_then
from effects
union all
select
    record_id,
    verdict,
    'verified_hours' as subject,
    null as period,
    community_id,
    hours_now as value_now,
    hours_then as value_then,
    null as out_of_now,
    null as out_of_then,
    grade_now,
    grade_then
from effects
union all
select
    *,
    null as grade_now,
    null as grade_then
from of_hours
union all
select
    *,
    null as grade_now,
    null as grade_then
from of_members
