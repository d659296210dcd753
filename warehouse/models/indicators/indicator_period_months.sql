{# The months a period is made of, so that sums by month add up to any period. #}
select
    periods.period,
    periods.kind,
    months.period as month,
    months.starts_on,
    months.ends_on
from {{ ref('core_periods') }} as periods
inner join {{ ref('core_periods') }} as months
    on periods.starts_on <= months.starts_on and periods.ends_on >= months.ends_on
where months.kind = 'month'
