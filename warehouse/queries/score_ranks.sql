{# Score and rank under the weights of META (draw 0) at the node $root, with the share of the whole weight that is missing. The
   interval runs from the 5th to the 95th percentile of the rank over the draws, interpolated between ranks (R's type 7). #}
with recursive
within as (
    select
        nodes.code,
        nodes.parent,
        coalesce(weights.weight / nullif(sum(weights.weight) over (partition by nodes.parent), 0), 0) as share
    from nodes
    inner join weights on nodes.code = weights.code and weights.draw = 0
),

effective as (
    select
        code,
        cast(1 as double) as share
    from nodes
    where parent is null
    union all
    select
        within.code,
        effective.share * within.share as share
    from within
    inner join effective on within.parent = effective.code
),

missing as (
    select
        normalised.place,
        sum(case when normalised.value is null then effective.share else 0 end) as missing
    from normalised
    inner join effective on normalised.code = effective.code
    group by normalised.place
),

-- Equal is equal to 9 decimals of a score of 0-100, on whatever scale the scores are.
totals as (
    select
        draw,
        place,
        score,
        coalesce(100 * score / nullif(max(abs(score)) over (partition by draw), 0), score) as comparable
    from aggregates
    where code = {{ given('root') }} and score is not null
),

placed as (
    select
        draw,
        place,
        score,
        {{ place_of('comparable', ['draw']) }} as rank
    from totals
),

intervals as (
    select
        place,
        percentile_cont(0.05) within group (order by rank) as rank_low,
        percentile_cont(0.95) within group (order by rank) as rank_high
    from placed
    where draw > 0
    group by place
)

select
    missing.place,
    placed.score,
    placed.rank,
    intervals.rank_low,
    intervals.rank_high,
    missing.missing
from missing
left join placed on missing.place = placed.place and placed.draw = 0
left join intervals on missing.place = intervals.place
order by placed.rank nulls last, missing.place
