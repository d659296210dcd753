{# Posterior draws of the composite, default lens, quarters and years: a row per community, period and draw, with its rank.
   An indicator is drawn from its posterior, partly together with the others of its community, and clipped through the draw's
   goalposts; dimensions enter with the draw's weights and the draw's mean. The geometric mean is taken of score + 1, so that a
   single zero does not erase everything else. #}
{% set weight, mirrored_weight = 'dimensions.node_weight * factors.factor', 'dimensions.node_weight * factors.mirrored_factor' -%}
with
pairs as (
    select
        pair,
        cast(floor(pair / 50) as bigint) as block,
        max(case when side = 'z' then low_shift end) as low_shift,
        max(case when side = 'z' then 1 / (1 + high_shift - low_shift) end) as stretch,
        max(case when side = '-z' then low_shift end) as mirrored_low_shift,
        max(case when side = '-z' then 1 / (1 + high_shift - low_shift) end) as mirrored_stretch
    from {{ ref('score_draw_methods') }}
    group by pair
),

factors as (
    select
        weights.pair,
        weights.dimension,
        max(case when weights.side = 'z' then weights.factor end) as factor,
        max(case when weights.side = '-z' then weights.factor end) as mirrored_factor,
        max(case when weights.side = 'z' and methods.is_geometric then 1 else 0 end) as is_geometric,
        max(case when weights.side = '-z' and methods.is_geometric then 1 else 0 end) as mirrored_is_geometric
    from {{ ref('score_draw_weights') }} as weights
    inner join {{ ref('score_draw_methods') }} as methods on weights.draw = methods.draw
    group by weights.pair, weights.dimension
),

dimensions as (
    select
        runs.period,
        runs.community_id,
        runs.dimension,
        pairs.pair,
        max(runs.node_weight) as node_weight,
        100 * sum(runs.within * least(greatest(
            (runs.drawn_share + runs.drawn_own_se * own.z + runs.drawn_common_se * shared.z - pairs.low_shift)
            * pairs.stretch, 0
        ), 1)) as score,
        100 * sum(runs.within * least(greatest(
            (runs.drawn_share - runs.drawn_own_se * own.z - runs.drawn_common_se * shared.z - pairs.mirrored_low_shift)
            * pairs.mirrored_stretch, 0
        ), 1)) as mirrored_score
    from {{ ref('score_draw_runs') }} as runs
    inner join pairs on runs.block = pairs.block
    inner join {{ ref('score_normal_pool') }} as own on mod(runs.first_place + pairs.pair, 100000) = own.place
    inner join {{ ref('score_normal_pool') }} as shared on mod(runs.common_place + pairs.pair, 100000) = shared.place
    group by runs.period, runs.community_id, runs.dimension, pairs.pair
),

totals as (
    select
        dimensions.period,
        dimensions.community_id,
        dimensions.pair,
        case
            when max(factors.is_geometric) = 1
                then {{ weighted_geometric_mean('1 + dimensions.score', weight) }} - 1
            else {{ weighted_mean('dimensions.score', weight) }}
        end as total,
        case
            when max(factors.mirrored_is_geometric) = 1
                then {{ weighted_geometric_mean('1 + dimensions.mirrored_score', mirrored_weight) }} - 1
            else {{ weighted_mean('dimensions.mirrored_score', mirrored_weight) }}
        end as mirrored_total
    from dimensions
    inner join factors on dimensions.pair = factors.pair and dimensions.dimension = factors.dimension
    group by dimensions.period, dimensions.community_id, dimensions.pair
),

adjustments as (
    select
        period,
        community_id,
        adjustment
    from {{ ref('score_composites') }}
    where lens = {{ default_lens() }}
),

drawn as (
    select
        period,
        community_id,
        pair,
        'z' as side,
        total
    from totals
    union all
    select
        period,
        community_id,
        pair,
        '-z' as side,
        mirrored_total as total
    from totals
)

select
    drawn.period,
    drawn.community_id,
    drawn.pair,
    drawn.side,
    drawn.total + adjustments.adjustment as total,
    rank() over (partition by drawn.period, drawn.pair, drawn.side order by drawn.total + adjustments.adjustment desc) as rank
from drawn
inner join adjustments on drawn.period = adjustments.period and drawn.community_id = adjustments.community_id
