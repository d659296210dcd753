{# Rates, counts and means are all a sum over a sum, numerator over denominator, of units that are independent of one another:
   a row of evidence, or for means a cluster of rows with the sum and the count of its values.
   Squares and products are kept beside the sums: the variance of a ratio needs no more. Months add up to longer periods. #}
with
rows_by_month as (
    select
        inputs.indicator_id,
        inputs.community_id,
        inputs.period,
        {{ month_of('inputs.occurred_on') }} as month,
        inputs.numerator as x,
        inputs.denominator as d
    from {{ ref('score_indicator_inputs') }} as inputs
    where inputs.numerator is not null and inputs.denominator is not null
),

sums_by_month as (
    select
        indicator_id,
        community_id,
        period,
        month,
        sum(case when d > 0 then 1 else 0 end) as n,
        sum(x) as x,
        sum(d) as d,
        sum(x * x) as xx,
        sum(x * d) as xd,
        sum(d * d) as dd,
        sum(case when d = 1 and x in (0, 1) then 0 else 1 end) as odd_rows
    from rows_by_month
    group by indicator_id, community_id, period, month
),

placed as (
    select
        indicator_id,
        community_id,
        period,
        n,
        x,
        d,
        xx,
        xd,
        dd,
        odd_rows
    from sums_by_month
    where period is not null
    union all
    select
        sums.indicator_id,
        sums.community_id,
        months.period,
        sums.n,
        sums.x,
        sums.d,
        sums.xx,
        sums.xd,
        sums.dd,
        sums.odd_rows
    from sums_by_month as sums
    inner join {{ ref('indicator_period_months') }} as months on sums.month = months.month
    where sums.period is null
),

clusters_by_month as (
    select
        indicator_id,
        community_id,
        cluster_id,
        {{ month_of('occurred_on') }} as month,
        sum(value) as x,
        cast(count(*) as double) as d
    from {{ ref('score_indicator_inputs') }}
    where cluster_id is not null and value is not null
    group by indicator_id, community_id, cluster_id, {{ month_of('occurred_on') }}
),

clusters as (
    select
        clusters.indicator_id,
        clusters.community_id,
        clusters.cluster_id,
        months.period,
        sum(clusters.x) as x,
        sum(clusters.d) as d
    from clusters_by_month as clusters
    inner join {{ ref('indicator_period_months') }} as months on clusters.month = months.month
    group by clusters.indicator_id, clusters.community_id, clusters.cluster_id, months.period
),

all_sums as (
    select
        indicator_id,
        community_id,
        period,
        n,
        x,
        d,
        xx,
        xd,
        dd,
        odd_rows
    from placed
    union all
    select
        indicator_id,
        community_id,
        period,
        1 as n,
        x,
        d,
        x * x as xx,
        x * d as xd,
        d * d as dd,
        1 as odd_rows
    from clusters
)

select
    period,
    indicator_id,
    community_id,
    cast(sum(n) as bigint) as n,
    sum(x) as numerator,
    sum(d) as denominator,
    greatest(
        sum(xx) - 2 * sum(x) / sum(d) * sum(xd) + power(sum(x) / sum(d), 2) * sum(dd),
        0
    ) as residual_squares,
    sum(dd) as denominator_squares,
    sum(odd_rows) = 0 as is_counting
from all_sums
group by period, indicator_id, community_id
having sum(d) > 0
