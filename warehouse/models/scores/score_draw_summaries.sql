{# What the draws say of each community: rank interval, chance of each grade, chance of a place at the top, variance. #}
with
by_rank as (
    select
        period,
        community_id,
        rank,
        count(*) as draws
    from {{ ref('score_draws') }}
    group by period, community_id, rank
),

cumulated as (
    select
        period,
        community_id,
        rank,
        sum(draws) over (
            partition by period, community_id
            order by rank
            rows between unbounded preceding and current row
        ) as draws_until,
        sum(draws) over (partition by period, community_id) as draws
    from by_rank
),

intervals as (
    select
        period,
        community_id,
        min(case when draws_until >= 0.05 * draws then rank end) as rank_low,
        min(case when draws_until >= 0.95 * draws then rank end) as rank_high
    from cumulated
    group by period, community_id
),

totals as (
    select
        period,
        community_id,
        var_pop(total) as variance,
        avg(case when rank <= {{ policy('top_places') }} then 1.0 else 0.0 end) as top_probability
    from {{ ref('score_draws') }}
    group by period, community_id
)

select
    intervals.period,
    intervals.community_id,
    intervals.rank_low,
    intervals.rank_high,
    totals.variance,
    totals.top_probability
from intervals
inner join totals on intervals.period = totals.period and intervals.community_id = totals.community_id
