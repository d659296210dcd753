{# Which stretch of the normal pool each indicator of a community reads in a period, and which one all its indicators read for
   what they have in common. Fifty pairs at a time: a table of stretches is long enough for the engine to share among its
   threads, one row per indicator is not. #}
with
seeds as (
    select max(seed) as seed
    from {{ ref('score_draw_methods') }}
),

blocks as (
    select distinct cast(floor(pair / 50) as bigint) as block
    from {{ ref('score_draw_methods') }}
),

series as (
    select
        weights.period,
        weights.community_id,
        weights.node as dimension,
        weights.node_weight,
        weights.within,
        weights.drawn_share,
        sqrt(greatest(power(weights.drawn_se, 2) - power(weights.drawn_common_se, 2), 0)) as drawn_own_se,
        weights.drawn_common_se,
        cast(floor(100000 * {{ stable_uniform(
            "seeds.seed || ':' || weights.period || ':' || weights.community_id || ':' || weights.indicator_id"
        ) }}) as bigint) as first_place,
        cast(floor(100000 * {{ stable_uniform(
            "seeds.seed || ':' || weights.period || ':' || weights.community_id"
        ) }}) as bigint) as common_place
    from {{ ref('score_weights') }} as weights
    inner join {{ ref('core_periods') }} as periods
        on weights.period = periods.period and periods.kind in ('quarter', 'year')
    inner join {{ ref('score_composites') }} as composites
        on
            weights.period = composites.period
            and weights.lens = composites.lens
            and weights.community_id = composites.community_id
            and composites.score is not null
    cross join seeds
    where weights.lens = {{ default_lens() }}
)

select
    series.*,
    blocks.block
from series
cross join blocks
