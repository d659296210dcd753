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

means as (
    select
        *,
        case
            when {{ policy('geometric') }} = 1
                then {{ weighted_geometric_mean('1 + score', 'node_share', in_composite) }} - 1
            else {{ weighted_mean('score', 'node_share', in_composite) }}
        end as composite
    from {{ ref('score_dimensions') }}
    where score is not null
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
),

computed as (
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
)

{{ with_frozen_rows('computed', 'score_composites') }}
