{# The shares, and beside them what has no Korn-Graubard interval: lift, counts of audits, days until a decision with the days
   within which a quarter and three quarters came. #}
with
placed as (
    select
        periods.period,
        units.is_answered,
        units.is_clear,
        units.drawn_at,
        units.decided_at
    from {{ ref('flag_audit_units') }} as units
    inner join {{ ref('core_service_records') }} as records on units.record_id = records.record_id
    inner join {{ ref('core_periods') }} as periods on records.service_date between periods.starts_on and periods.ends_on
),

counts as (
    select
        period,
        count(*) as drawn,
        sum(is_answered) as done,
        sum(is_answered) - sum(is_clear) as unclear
    from placed
    group by period
),

waits as (
    select
        period,
        'random' as stratum,
        {{ hours_between('drawn_at', 'decided_at') }} / 24 as days
    from placed
    -- A record that was decided before it was drawn did not wait.
    where decided_at >= drawn_at
    union all
    select
        periods.period,
        'targeted' as stratum,
        {{ hours_between('records.submitted_at', 'decisions.decided_at') }} / 24 as days
    from {{ ref('core_audit_decisions') }} as decisions
    inner join {{ ref('core_service_records') }} as records on decisions.record_id = records.record_id
    inner join {{ ref('core_periods') }} as periods on records.service_date between periods.starts_on and periods.ends_on
    where decisions.basis = 'targeted' and decisions.decided_at >= records.submitted_at
)

select
    period,
    measure,
    stratum,
    value,
    low,
    high,
    n,
    expected
from {{ ref('flag_audit_ratios') }}
union all
select
    precise.period,
    'lift' as measure,
    precise.stratum,
    {{ safe_divide('precise.value', 'everywhere.value') }} as value,
    {{ safe_divide('precise.low', 'everywhere.value') }} as low,
    {{ safe_divide('precise.high', 'everywhere.value') }} as high,
    precise.n,
    cast(null as double) as expected
from {{ ref('flag_audit_ratios') }} as precise
inner join {{ ref('flag_audit_ratios') }} as everywhere
    on precise.period = everywhere.period and everywhere.measure = 'prevalence' and everywhere.stratum = 'all'
where precise.measure = 'precision_at_budget' and everywhere.value > 0
{% for counted in ('drawn', 'done', 'unclear') -%}
union all
select
    period,
    'audits_{{ counted }}' as measure,
    'all' as stratum,
    cast({{ counted }} as double) as value,
    cast(null as double) as low,
    cast(null as double) as high,
    drawn as n,
    cast(null as double) as expected
from counts
{% endfor -%}
union all
select
    period,
    'days_to_decision' as measure,
    stratum,
    percentile_cont(0.5) within group (order by days) as value,
    percentile_cont(0.25) within group (order by days) as low,
    percentile_cont(0.75) within group (order by days) as high,
    count(*) as n,
    cast(null as double) as expected
from waits
group by period, stratum
