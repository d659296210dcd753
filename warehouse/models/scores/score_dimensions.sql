{# Scores of the dimensions of the default lens and of the nodes of the others; `coverage` is the weight of what counts among
   what is built and applicable.

   node_share    the node's weight in the composite: the shares of a community's nodes add up to 1
   points        the node's part of the composite, where that is an arithmetic mean
   own_variance  the part of the score's posterior variance that averages out between nodes
   common_sd     the deviation that a community's nodes have in common: in the composite it adds up #}
with
applicable as (
    select
        definitions.period,
        definitions.lens,
        posteriors.community_id,
        definitions.node,
        sum(definitions.nominal_weight) as nominal_weight
    from {{ ref('score_lens_definitions') }} as definitions
    inner join {{ ref('score_posteriors') }} as posteriors
        on definitions.period = posteriors.period and definitions.indicator_id = posteriors.indicator_id
    where posteriors.status <> 'not_applicable'
    group by definitions.period, definitions.lens, posteriors.community_id, definitions.node
),

weights as (
    select
        *,
        coalesce(power(drawn_common_se / nullif(drawn_se, 0), 2), 0) as common_fraction
    from {{ ref('score_weights') }}
),

scored as (
    select
        period,
        lens,
        community_id,
        node,
        max(node_share) as node_share,
        sum(within * score) as score,
        sum(power(within, 2) * score_variance * (1 - common_fraction)) as own_variance,
        sum(within * sqrt(score_variance * common_fraction)) as common_sd,
        sum(nominal_weight) as counted_weight
    from weights
    group by period, lens, community_id, node
),

computed as (
    select
        applicable.period,
        applicable.lens,
        applicable.community_id,
        applicable.node as dimension,
        scored.score,
        case
            when scored.score is not null
                then greatest(scored.score - {{ z_of_90_percent() }} * sqrt(scored.own_variance + power(scored.common_sd, 2)), 0)
        end as score_low,
        case
            when scored.score is not null
                then least(scored.score + {{ z_of_90_percent() }} * sqrt(scored.own_variance + power(scored.common_sd, 2)), 100)
        end as score_high,
        coalesce(scored.counted_weight, 0) / applicable.nominal_weight as coverage,
        coalesce(scored.counted_weight, 0) as counted_weight,
        applicable.nominal_weight,
        scored.node_share,
        case when {{ policy('geometric') }} = 0 then scored.node_share * scored.score end as points,
        scored.own_variance,
        scored.common_sd
    from applicable
    left join scored
        on
            applicable.period = scored.period
            and applicable.lens = scored.lens
            and applicable.community_id = scored.community_id
            and applicable.node = scored.node
)

{{ with_frozen_rows('computed', 'score_dimensions') }}
