{# Reads published tables only, and so stays a view in the published file: asked for one record, it is computed for that one.
   Indicators are computed by the expressions that define them, over what is and over what would be; what differs is the effect. #}
{% set keys = ['decided_id', 'world'] -%}
with
verdicts as (
    select 'genuine' as verdict
    union all
    select 'not_genuine' as verdict
),

decided as (
    select
        record_id as decided_id,
        'now' as world,
        member_id,
        verified_hours
    from {{ ref('service_records') }}
    union all
    select
        record_id as decided_id,
        'genuine' as world,
        member_id,
        genuine_verified_hours as verified_hours
    from {{ ref('service_records') }}
    union all
    select
        record_id as decided_id,
        'not_genuine' as world,
        member_id,
        0.0 as verified_hours
    from {{ ref('service_records') }}
),

records as (
    select
        decided.decided_id,
        decided.world,
        decided.verified_hours,
        records.record_id,
        records.member_id,
        records.community_id,
        records.home_community_id,
        records.reported_on,
        records.actor,
        records.declared_hours,
        cast(records.started_at as date) as service_date,
        records.batch_id,
        records.row_number
    from decided
    inner join {{ ref('service_records') }} as records on decided.decided_id = records.record_id
),

served as (
    select
        decided.decided_id,
        decided.world,
        decided.member_id,
        served.period as month,
        sum(case when served.record_id = decided.decided_id then decided.verified_hours else served.verified_hours end)
            as verified_hours
    from decided
    inner join {{ ref('service_records') }} as served on decided.member_id = served.member_id
    group by decided.decided_id, decided.world, decided.member_id, served.period
),

months as (
    {{ member_months('records', ref('periods'), 'served', keys) }}
),

months_of_periods as (
    {{ period_months(ref('periods')) }}
),

-- Every drawn record, since a verdict on one changes how many the others stand for.
drawn as (
    select
        decided.decided_id,
        decided.world,
        samples.record_id,
        samples.period as sample_period,
        samples.flagged,
        samples.inclusion_probability,
        case when samples.record_id = decided.decided_id and decided.world <> 'now' then decided.world else samples.verdict end
            as verdict
    from decided
    inner join {{ ref('audit_sample') }} as own on decided.decided_id = own.record_id
    cross join {{ ref('audit_sample') }} as samples
),

answers as (
    select
        *,
        {{ one_if("verdict in ('genuine', 'not_genuine')") }} as is_clear,
        {{ one_if("verdict = 'not_genuine'") }} as is_fake
    from drawn
),

weighed as (
    select
        *,
        {{ audit_weight('is_clear', keys) }} as clear_weight
    from answers
),

units as (
    select
        weighed.*,
        records.community_id,
        cast(records.started_at as date) as service_date,
        substr(records.period, 1, 4) as year,
        records.batch_id,
        records.row_number
    from weighed
    inner join {{ ref('service_records') }} as records on weighed.record_id = records.record_id
),

{% set hours_per_year = parameter('duty', 'hours_per_year', ref('published_indicator_parameters')) -%}
{% set indicators = {
    'verified_share': verified_share_rows('records', keys),
    'resident_volunteer_share': resident_volunteer_share_rows('records', keys),
    'active_member_rate': active_member_rate_rows('months', 'months_of_periods', keys),
    'duty_on_pace': duty_on_pace_rows('months', ref('periods'), hours_per_year, keys),
    'service_evenness': service_evenness_rows('months', hours_per_year, keys),
    'audit_genuine_rate': audit_genuine_rate_rows('units', keys)
} -%}
evidence as (
    {% for indicator, rows in indicators.items() -%}
    select
        '{{ indicator }}' as indicator_id,
        decided_id,
        world,
        community_id,
        period,
        occurred_on,
        coalesce(numerator, value) as numerator,
        -- A value of a mean is one of as many as there are.
        coalesce(denominator, 1) as denominator
    from ({{ rows }}) as rows_of_indicator
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

placed as (
    select
        decided_id,
        world,
        indicator_id,
        community_id,
        period,
        numerator,
        denominator
    from evidence
    where period is not null
    union all
    select
        evidence.decided_id,
        evidence.world,
        evidence.indicator_id,
        evidence.community_id,
        periods.period,
        evidence.numerator,
        evidence.denominator
    from evidence
    inner join {{ ref('periods') }} as periods on evidence.occurred_on between periods.starts_on and periods.ends_on
    where evidence.period is null
),

changes as (
    select
        placed.decided_id,
        verdicts.verdict,
        placed.indicator_id,
        placed.period,
        placed.community_id,
        sum(case placed.world when verdicts.verdict then placed.numerator when 'now' then -placed.numerator else 0 end) as more,
        sum(case placed.world when verdicts.verdict then placed.denominator when 'now' then -placed.denominator else 0 end)
            as out_of_more
    from placed
    cross join verdicts
    group by placed.decided_id, verdicts.verdict, placed.indicator_id, placed.period, placed.community_id
),

-- Of the community the record or its member belongs to, in periods that are not frozen.
of_indicators as (
    select
        changes.decided_id as record_id,
        changes.verdict,
        changes.indicator_id as subject,
        changes.period,
        changes.community_id,
        coalesce(held.numerator, 0) as value_now,
        coalesce(held.numerator, 0) + changes.more as value_then,
        coalesce(held.denominator, 0) as out_of_now,
        coalesce(held.denominator, 0) + changes.out_of_more as out_of_then
    from changes
    inner join {{ ref('service_records') }} as records
        on changes.decided_id = records.record_id
    inner join {{ ref('period_states') }} as states on changes.period = states.period and not states.frozen
    inner join {{ ref('indicator_values') }} as held
        on
            changes.period = held.period
            and changes.community_id = held.community_id
            and changes.indicator_id = held.indicator_id
    where
        (abs(changes.more) > 1e-9 or abs(changes.out_of_more) > 1e-9)
        and (changes.indicator_id <> 'audit_genuine_rate' or changes.community_id = records.community_id)
),

of_record as (
    select
        records.record_id,
        verdicts.verdict,
        records.community_id,
        coalesce(records.points, 0) as points_now,
        case when verdicts.verdict = 'genuine' then coalesce(records.genuine_points, 0) else 0 end as points_then,
        coalesce(records.verified_hours, 0) as hours_now,
        case when verdicts.verdict = 'genuine' then coalesce(records.genuine_verified_hours, 0) else 0 end as hours_then,
        records.evidence_grade as grade_now,
        case when verdicts.verdict = 'genuine' then records.genuine_grade else 'D' end as grade_then
    from {{ ref('service_records') }} as records
    cross join verdicts
)

{% for subject, column in {'points': 'points', 'verified_hours': 'hours'}.items() -%}
select
    record_id,
    verdict,
    '{{ subject }}' as subject,
    cast(null as varchar) as period,
    community_id,
    {{ column }}_now as value_now,
    {{ column }}_then as value_then,
    cast(null as double) as out_of_now,
    cast(null as double) as out_of_then,
    grade_now,
    grade_then
from of_record
union all
{% endfor -%}
select
    *,
    null as grade_now,
    null as grade_then
from of_indicators
