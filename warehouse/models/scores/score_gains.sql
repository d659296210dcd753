{# What would move a community up: how many points its total gains per unit of each indicator, and how many remain to gain.

   A unit is one percentage point for shares, else one of the indicator's own unit. An indicator already at its upper
   goalpost gains nothing more. Under the geometric mean a node pulls more the lower it is, so gains hold to first order. #}
with
weights as (
    select
        *,
        sum(within * score) over (partition by period, lens, community_id, node) as node_score
    from {{ ref('score_weights') }}
),

pulls as (
    select
        weights.period,
        weights.lens,
        weights.community_id,
        weights.indicator_id,
        weights.score,
        abs(weights.goalpost_high - weights.goalpost_low) as span,
        weights.node_share * weights.within
        * case when {{ policy('geometric') }} = 1 then (1 + composites.score) / (1 + weights.node_score) else 1 end as pull
    from weights
    inner join {{ ref('score_composites') }} as composites
        on
            weights.period = composites.period
            and weights.lens = composites.lens
            and weights.community_id = composites.community_id
    where composites.score is not null
),

computed as (
    select
        pulls.period,
        pulls.lens,
        pulls.community_id,
        pulls.indicator_id,
        case
            when pulls.score >= 100 then 0
            when definitions.unit = 'share' then pulls.pull / pulls.span
            else pulls.pull * 100 / pulls.span
        end as points_per_unit,
        pulls.pull * (100 - pulls.score) as points_to_gain
    from pulls
    inner join {{ ref('score_definitions') }} as definitions
        on pulls.period = definitions.period and pulls.indicator_id = definitions.indicator_id
)

{{ with_frozen_rows('computed', 'score_gains') }}
