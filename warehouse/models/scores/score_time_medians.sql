{# Kaplan-Meier medians of times. A median that is not reached is the worse goalpost.

   The bootstrap distribution of the median is taken from its normal limit instead of resampling: a resampled curve lies above
   one half at t with the probability that a normal with the curve's height and Greenwood's variance there does (Brookmeyer
   and Crowley 1982 test the same quantity). The differences between event times are the bootstrap weights of those times;
   what is left is the weight of "not reached". Exact seeds, no draws, the same on every engine.

   A row that is the mean of several events weighs by their number against the other rows, and is one case all the same: a mean
   does not tell how its events differ, so it must not make the median look surer. #}
with
cases as (
    select
        inputs.indicator_id,
        inputs.community_id,
        months.period,
        inputs.value,
        inputs.censored,
        coalesce(inputs.weight, 1) as weight
    from {{ ref('score_indicator_inputs') }} as inputs
    inner join {{ ref('indicator_period_months') }} as months on {{ month_of('inputs.occurred_on') }} = months.month
    where inputs.cluster_id is null and inputs.value is not null
),

shares as (
    select
        indicator_id,
        community_id,
        period,
        value,
        censored,
        weight / avg(weight) over (partition by indicator_id, community_id, period) as share
    from cases
),

times as (
    select
        indicator_id,
        community_id,
        period,
        value,
        sum(case when censored then 0 else share end) as events,
        sum(share) as leaving
    from shares
    group by indicator_id, community_id, period, value
),

at_risk as (
    select
        indicator_id,
        community_id,
        period,
        value,
        cast(events as double) as events,
        cast(sum(leaving) over (
            partition by indicator_id, community_id, period
            order by value desc
            rows between unbounded preceding and current row
        ) as double) as at_risk
    from times
),

curve as (
    select
        indicator_id,
        community_id,
        period,
        value,
        case
            when events = at_risk then 0
            else exp(sum(case when events < at_risk then ln(1 - events / at_risk) else 0 end) over (
                partition by indicator_id, community_id, period
                order by value
                rows between unbounded preceding and current row
            ))
        end as survival,
        sqrt(sum(case when events < at_risk then events / (at_risk * (at_risk - events)) else 0 end) over (
            partition by indicator_id, community_id, period
            order by value
            rows between unbounded preceding and current row
        )) as relative_error
    from at_risk
    where events > 0
),

scaled as (
    select
        indicator_id,
        community_id,
        period,
        value,
        survival,
        (survival - 0.5) / nullif(survival * relative_error, 0) as z
    from curve
),

above as (
    select
        indicator_id,
        community_id,
        period,
        value,
        survival,
        min(case
            when z is not null then {{ normal_cdf('z') }}
            when survival > 0.5 then 1
            else 0
        end) over (
            partition by indicator_id, community_id, period
            order by value
            rows between unbounded preceding and current row
        ) as later
    from scaled
),

weighted as (
    select
        indicator_id,
        community_id,
        period,
        value,
        survival,
        later,
        lag(later, 1, 1.0) over (partition by indicator_id, community_id, period order by value) - later as weight
    from above
),

resampled as (
    select
        weighted.indicator_id,
        weighted.community_id,
        weighted.period,
        min(case when weighted.survival <= 0.5 + 1e-12 then weighted.value end) as median,
        min(weighted.later) as unreached,
        sum(weighted.weight * least(weighted.value, definitions.worse_goalpost)) as first_moment,
        sum(weighted.weight * power(least(weighted.value, definitions.worse_goalpost), 2)) as second_moment
    from weighted
    inner join {{ ref('score_definitions') }} as definitions
        on weighted.indicator_id = definitions.indicator_id and weighted.period = definitions.period
    group by weighted.indicator_id, weighted.community_id, weighted.period
),

counts as (
    select
        indicator_id,
        community_id,
        period,
        count(*) as n,
        sum(case when censored then 0 else 1 end) as events
    from cases
    group by indicator_id, community_id, period
)

select
    counts.period,
    counts.indicator_id,
    counts.community_id,
    cast(counts.n as bigint) as n,
    cast(counts.events as double) as events,
    least(coalesce(resampled.median, definitions.worse_goalpost), definitions.worse_goalpost) as median,
    case
        when resampled.indicator_id is null then 0
        else greatest(
            resampled.second_moment + resampled.unreached * power(definitions.worse_goalpost, 2)
            - power(resampled.first_moment + resampled.unreached * definitions.worse_goalpost, 2),
            0
        )
    end as median_variance
from counts
inner join {{ ref('score_definitions') }} as definitions
    on counts.indicator_id = definitions.indicator_id and counts.period = definitions.period
left join resampled
    on
        counts.indicator_id = resampled.indicator_id
        and counts.community_id = resampled.community_id
        and counts.period = resampled.period
