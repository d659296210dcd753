{# Scores of the dimensions of the default lens and of the nodes of the others; `coverage` is the weight of what counts among
   what is built and applicable. #}
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

scored as (
    select
        period,
        lens,
        community_id,
        node,
        sum(within * score) as score,
        sum(nominal_weight) as counted_weight
    from {{ ref('score_weights') }}
    group by period, lens, community_id, node
)

select
    applicable.period,
    applicable.lens,
    applicable.community_id,
    applicable.node as dimension,
    scored.score,
    coalesce(scored.counted_weight, 0) / applicable.nominal_weight as coverage,
    coalesce(scored.counted_weight, 0) as counted_weight,
    applicable.nominal_weight
from applicable
left join scored
    on
        applicable.period = scored.period
        and applicable.lens = scored.lens
        and applicable.community_id = scored.community_id
        and applicable.node = scored.node
