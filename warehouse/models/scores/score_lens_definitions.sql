{# Every lens as a tree of two levels in force in each period: nodes of a lens, indicators of a node. The default lens is the
   catalogue itself. `nominal_weight` is an indicator's share of the whole lens when everything is evaluable. #}
with
weights as (
    select
        period,
        {{ default_lens() }} as lens,
        dimension as node,
        indicator_id,
        cast(dimension_weight as double) as node_weight,
        cast(weight_within as double) as weight_within
    from {{ ref('score_definitions') }}
    union all
    select
        definitions.period,
        weights.lens,
        weights.node,
        weights.indicator_id,
        cast(nodes.weight as double) as node_weight,
        cast(weights.weight as double) as weight_within
    from {{ ref('score_definitions') }} as definitions
    inner join {{ ref('policy_lens_weights') }} as weights
        on
            definitions.indicator_id = weights.indicator_id
            and definitions.ends_on >= weights.valid_from
            and (weights.valid_to is null or definitions.ends_on <= weights.valid_to)
    inner join {{ ref('policy_lens_nodes') }} as nodes
        on
            weights.lens = nodes.lens
            and weights.node = nodes.node
            and definitions.ends_on >= nodes.valid_from
            and (nodes.valid_to is null or definitions.ends_on <= nodes.valid_to)
),

shares as (
    select
        *,
        weight_within / sum(weight_within) over (partition by period, lens, node) as share_of_node
    from weights
)

select
    *,
    node_weight * share_of_node / sum(node_weight * share_of_node) over (partition by period, lens) as nominal_weight
from shares
