{# Every share that random audits estimate, per period and part of the city, with its Korn-Graubard interval. A period is measured
   where samples cover all its months that have records; samples of several periods are strata of one.

   prevalence                    records that are not genuine
   prevalence_hours              declared hours of such records
   prevalence_low_bound, _high_bound   the same if every verdict that could not tell were genuine, or none
   false_positive_rate           genuine records that the rules would have queued
   recall                        records not genuine that the rules would have queued
   calibration                   records not genuine, by suspicion; `expected` is their mean suspicion
   precision_at_budget           of the most suspicious records those found not genuine, among the decided, however they were chosen
   appeals_upheld                of the appeals decided on records of the period those that were upheld #}
{% set suspicion_bins = [0, 0.01, 0.05, 0.2, 0.5, 0.8] -%}
with
policy as (
    select
        {{ policy_columns(['measure_minimum', 'measure_budget', 'queue_suspicion']) }}
    from {{ ref('audit_policy') }}
),

sampled_spans as (
    select
        spans.starts_on,
        spans.ends_on
    from {{ ref('flag_audit_units') }} as units
    inner join {{ ref('core_periods') }} as spans on units.sample_period = spans.period
    group by spans.starts_on, spans.ends_on
    having min(units.is_estimable) = 1
),

months as (
    select
        core_months.starts_on,
        max(case when sampled_spans.starts_on is null then 0 else 1 end) as is_sampled
    from {{ ref('core_periods') }} as core_months
    left join sampled_spans on core_months.starts_on between sampled_spans.starts_on and sampled_spans.ends_on
    where
        core_months.kind = 'month'
        and core_months.period in (select records.period from {{ ref('core_service_records') }} as records)
    group by core_months.starts_on
),

measured as (
    select
        periods.period,
        periods.starts_on,
        periods.ends_on
    from {{ ref('core_periods') }} as periods
    inner join months on months.starts_on between periods.starts_on and periods.ends_on
    group by periods.period, periods.starts_on, periods.ends_on
    having min(months.is_sampled) = 1
),

audits as (
    select
        measured.period,
        units.*,
        coalesce(communities.district, '?') as district,
        coalesce(records.channel, '?') as channel,
        coalesce(records.category, '?') as category,
        coalesce(records.age_band, '?') as age_band,
        coalesce(records.declared_hours, 0) as hours,
        {{ one_if("units.verdict = 'unclear'") }} as is_unclear,
        suspicion.suspicion,
        {{ one_if('suspicion.suspicion >= policy.queue_suspicion') }} as is_suspicious,
        case
            {% for lower in suspicion_bins | reverse -%}
            when suspicion.suspicion >= {{ lower }} then '{{ '%.2f' % lower }}'
            {% endfor -%}
        end as suspicion_bin
    from {{ ref('flag_audit_units') }} as units
    inner join {{ ref('core_service_records') }} as records on units.record_id = records.record_id
    inner join {{ ref('flag_record_suspicion') }} as suspicion on units.record_id = suspicion.record_id
    inner join measured on records.service_date between measured.starts_on and measured.ends_on
    left join {{ ref('core_communities') }} as communities on records.community_id = communities.community_id
    cross join policy
    where units.is_answered = 1
),

{% set parts = {
    'all': "'all'", 'district': "'district:' || district", 'channel': "'channel:' || channel",
    'category': "'category:' || category", 'age': "'age:' || age_band", 'suspicion': "'suspicion:' || suspicion_bin"
} -%}
{% set measures = [
    ['prevalence', 'clear', '1', 'is_fake', ['all', 'district', 'channel', 'category']],
    ['prevalence_hours', 'clear', 'hours', 'hours * is_fake', ['all', 'district', 'channel', 'category']],
    ['prevalence_low_bound', 'answered', '1', 'is_fake', ['all', 'district', 'channel', 'category']],
    ['prevalence_high_bound', 'answered', '1', 'is_fake + is_unclear', ['all', 'district', 'channel', 'category']],
    ['false_positive_rate', 'clear', '1 - is_fake', '(1 - is_fake) * is_suspicious', ['all', 'age', 'channel']],
    ['recall', 'clear', 'is_fake', 'is_fake * is_suspicious', ['all']],
    ['calibration', 'clear', '1', 'is_fake', ['suspicion']]
] -%}
units as (
    {% for measure, answer, x, y, asked in measures -%}
    {% set outer_loop = loop -%}
    {% for part in asked -%}
    select
        period,
        '{{ measure }}' as measure,
        {{ parts[part] }} as part,
        stratum,
        population,
        {{ answer }}_in_stratum as sampled,
        {{ answer }}_weight as weight,
        cast({{ x }} as double) as x,
        cast({{ y }} as double) as y,
        suspicion
    from audits
    where is_{{ answer }} = 1
    {{ 'union all' if not (loop.last and outer_loop.last) }}
    {% endfor -%}
    {% endfor -%}
),

estimated as (
    {{ survey_ratios('units', ['period', 'measure', 'part']) }}
),

predicted as (
    select
        period,
        measure,
        part,
        {{ weighted_mean('suspicion', 'weight') }} as expected
    from units
    where measure = 'calibration'
    group by period, measure, part
),

-- What people decided, in random audits or not: counts of independent cases.
queued as (
    select
        periods.period,
        decisions.verdict,
        row_number() over (
            partition by periods.period order by suspicion.suspicion desc, suspicion.record_id asc
        ) as place
    from {{ ref('flag_record_suspicion') }} as suspicion
    inner join {{ ref('core_service_records') }} as records on suspicion.record_id = records.record_id
    inner join {{ ref('core_periods') }} as periods on records.service_date between periods.starts_on and periods.ends_on
    left join {{ ref('core_audit_decisions') }} as decisions on suspicion.record_id = decisions.record_id
    cross join policy
    where suspicion.suspicion >= policy.queue_suspicion
),

answered_appeals as (
    select
        periods.period,
        {{ one_if("appeals.answer = 'upheld'") }} as is_upheld
    from {{ ref('core_appeals') }} as appeals
    inner join {{ ref('core_service_records') }} as records on appeals.record_id = records.record_id
    inner join {{ ref('core_periods') }} as periods on records.service_date between periods.starts_on and periods.ends_on
    where appeals.answer is not null
),

counted as (
    select
        queued.period,
        'precision_at_budget' as measure,
        'top:' || cast(cast(max(policy.measure_budget) as integer) as varchar) as part,
        cast(count(*) as double) as n,
        avg({{ one_if("queued.verdict = 'not_genuine'") }}) as ratio
    from queued
    cross join policy
    where queued.place <= policy.measure_budget and queued.verdict in ('genuine', 'not_genuine')
    group by queued.period
    union all
    select
        period,
        'appeals_upheld' as measure,
        'all' as part,
        cast(count(*) as double) as n,
        avg(is_upheld) as ratio
    from answered_appeals
    group by period
),

ratios as (
    select
        estimated.period,
        estimated.measure,
        estimated.part,
        estimated.n,
        estimated.degrees,
        estimated.ratio,
        estimated.effective_n
    from estimated
    cross join policy
    where estimated.n >= policy.measure_minimum or estimated.measure in ('calibration', 'recall')
    union all
    select
        period,
        measure,
        part,
        n,
        n - 1 as degrees,
        ratio,
        n as effective_n
    from counted
),

bounded as (
    {{ korn_graubard('ratios', ['period', 'measure', 'part'], ref('numbers')) }}
)

select
    bounded.period,
    bounded.measure,
    bounded.part as stratum,
    bounded.ratio as value,
    bounded.low,
    bounded.high,
    cast(bounded.n as bigint) as n,
    predicted.expected
from bounded
left join predicted
    on
        bounded.period = predicted.period
        and bounded.measure = predicted.measure
        and bounded.part = predicted.part
