{# Composites with their posterior variance. Below the coverage threshold nothing is said.

   sampling_variance  from the indicators' posteriors: the errors they have in common add up, their own average out
   weight_variance    from weights drawn within their spread (uniform: a third of its square), to first order #}
{% set in_composite = 'over (partition by period, lens, community_id)' -%}
with
coverage as (
    select
        period,
        lens,
        community_id,
        sum(counted_weight) / sum(nominal_weight) as coverage
    from {{ ref('score_dimensions') }}
    group by period, lens, community_id
),

nodes as (
    select
        weights.period,
        weights.lens,
        weights.community_id,
        weights.node,
        max(weights.node_share) as node_share,
        sum(weights.within * weights.score) as score,
        sum(power(weights.within, 2) * weights.score_variance * (1 - weights.common_fraction)) as own_variance,
        sum(weights.within * sqrt(weights.score_variance * weights.common_fraction)) as common_sd
    from (
        select
            *,
            coalesce(power(drawn_common_se / nullif(drawn_se, 0), 2), 0) as common_fraction
        from {{ ref('score_weights') }}
    ) as weights
    group by weights.period, weights.lens, weights.community_id, weights.node
),

means as (
    select
        *,
        case
            when {{ policy('geometric') }} = 1
                then {{ weighted_geometric_mean('1 + score', 'node_share', in_composite) }} - 1
            else {{ weighted_mean('score', 'node_share', in_composite) }}
        end as composite
    from nodes
),

{# How much a point of a node moves the composite: its weight, and under the geometric mean more where the node is low. #}
pulls as (
    select
        *,
        case when {{ policy('geometric') }} = 1 then node_share * (1 + composite) / (1 + score) else node_share end as pull
    from means
),

composites as (
    select
        period,
        lens,
        community_id,
        max(composite) as composite,
        sum(power(pull, 2) * own_variance) + power(sum(pull * common_sd), 2) as sampling_variance,
        sum(power(pull * (score - composite), 2)) * power({{ policy('weight_spread') }}, 2) / 3 as weight_variance
    from pulls
    group by period, lens, community_id
),

adjustments as (
    select
        period,
        community_id,
        greatest(-{{ policy('adjustment_cap') }}, least({{ policy('adjustment_cap') }}, sum(points))) as adjustment
    from {{ ref('score_adjustments') }}
    group by period, community_id
)

select
    coverage.period,
    coverage.lens,
    coverage.community_id,
    coverage.coverage,
    composites.composite as score,
    coalesce(adjustments.adjustment, 0.0) as adjustment,
    composites.composite + coalesce(adjustments.adjustment, 0.0) as total,
    composites.sampling_variance,
    composites.weight_variance
from coverage
left join composites
    on
        coverage.period = composites.period
        and coverage.lens = composites.lens
        and coverage.community_id = composites.community_id
        and coverage.coverage >= {{ policy('coverage_threshold') }}
left join adjustments on coverage.period = adjustments.period and coverage.community_id = adjustments.community_id
