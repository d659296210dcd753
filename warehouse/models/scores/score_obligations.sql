{# Which sources policy asks every community for, period by period, once the period is over. An obligation every quarter binds
   quarters and longer periods, not months. #}
with
lengths as (
    select
        'month' as kind,
        1 as months
    union all
    select
        'quarter' as kind,
        3 as months
    union all
    select
        'half' as kind,
        6 as months
    union all
    select
        'year' as kind,
        12 as months
)

select
    periods.period,
    obligations.source
from {{ ref('reporting_obligations') }} as obligations
inner join lengths as every on obligations.every = every.kind
inner join lengths as long_enough on every.months <= long_enough.months
inner join {{ ref('core_periods') }} as periods on long_enough.kind = periods.kind
where periods.ends_on < cast({{ as_of() }} as date)
