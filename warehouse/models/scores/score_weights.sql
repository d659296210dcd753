{# The weight with which each counting indicator of a community enters its composite: what is not evaluable or not applicable
   leaves its weight to the rest of its node, an empty node to the other nodes. `within` adds up to 1 in a node,
   `node_share` over the nodes. #}
with
counting as (
    select
        definitions.period,
        definitions.lens,
        posteriors.community_id,
        definitions.node,
        definitions.indicator_id,
        definitions.node_weight,
        definitions.nominal_weight,
        definitions.weight_within
        / sum(definitions.weight_within)
            over (partition by definitions.period, definitions.lens, posteriors.community_id, definitions.node)
            as within,
        posteriors.value,
        posteriors.goalpost_low,
        posteriors.goalpost_high,
        posteriors.score,
        posteriors.score_variance,
        posteriors.drawn_share,
        posteriors.drawn_se,
        posteriors.drawn_common_se
    from {{ ref('score_lens_definitions') }} as definitions
    inner join {{ ref('score_posteriors') }} as posteriors
        on definitions.period = posteriors.period and definitions.indicator_id = posteriors.indicator_id
    where posteriors.score is not null
),

computed as (
    select
        *,
        node_weight
        / sum(node_weight * within) over (partition by period, lens, community_id) as node_share
    from counting
)

{{ with_frozen_rows('computed', 'score_weights') }}
