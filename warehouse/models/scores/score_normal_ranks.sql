{# Rank intervals where there are no draws (months, half-years, the other lenses): the rank a community would expect among the
   others if its own total lay at its 95th or 5th percentile. #}
with
totals as (
    select
        composites.period,
        composites.lens,
        composites.community_id,
        composites.total,
        sqrt(composites.sampling_variance + composites.weight_variance) as sd
    from {{ ref('score_composites') }} as composites
    inner join {{ ref('core_periods') }} as periods on composites.period = periods.period
    where
        composites.total is not null
        and (composites.lens <> {{ default_lens() }} or periods.kind not in ('quarter', 'year'))
),

paired as (
    select
        own.period,
        own.lens,
        own.community_id,
        (others.total - own.total - {{ z_of_90_percent() }} * own.sd) / nullif(others.sd, 0) as z_best,
        (others.total - own.total + {{ z_of_90_percent() }} * own.sd) / nullif(others.sd, 0) as z_worst,
        others.total > own.total as is_above
    from totals as own
    inner join totals as others
        on own.period = others.period and own.lens = others.lens and own.community_id <> others.community_id
),

beaten as (
    select
        period,
        lens,
        community_id,
        case when z_best is null then {{ one_if('is_above') }} else {{ normal_cdf('z_best') }} end as above_at_best,
        case when z_worst is null then {{ one_if('is_above') }} else {{ normal_cdf('z_worst') }} end as above_at_worst
    from paired
)

select
    period,
    lens,
    community_id,
    cast(round(1 + sum(above_at_best)) as bigint) as rank_low,
    cast(round(1 + sum(above_at_worst)) as bigint) as rank_high
from beaten
group by period, lens, community_id
