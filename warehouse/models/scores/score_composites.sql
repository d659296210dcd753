{# Composites with their posterior variance. Below the coverage threshold nothing is said.

   sampling_variance  from the indicators' posteriors
   weight_variance    from weights drawn within their spread (uniform: a third of its square), to first order #}
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
        sum(power(weights.within, 2) * weights.score_variance) as variance
    from {{ ref('score_weights') }} as weights
    group by weights.period, weights.lens, weights.community_id, weights.node
),

means as (
    select
        *,
        case
            when {{ policy('geometric') }} = 1
                then exp(sum(node_share * ln(1 + score)) over (partition by period, lens, community_id)) - 1
            else sum(node_share * score) over (partition by period, lens, community_id)
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
        sum(power(pull, 2) * variance) as sampling_variance,
        sum(power(pull * (score - composite), 2)) * power({{ policy('weight_spread') }}, 2) / 3 as weight_variance
    from pulls
    group by period, lens, community_id
)

select
    coverage.period,
    coverage.lens,
    coverage.community_id,
    coverage.coverage,
    composites.composite as score,
    0.0 as adjustment,
    composites.composite as total,
    composites.sampling_variance,
    composites.weight_variance
from coverage
left join composites
    on
        coverage.period = composites.period
        and coverage.lens = composites.lens
        and coverage.community_id = composites.community_id
        and coverage.coverage >= {{ policy('coverage_threshold') }}
