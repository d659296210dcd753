select
    scored.period,
    scored.lens,
    communities.peer_group,
    scored.dimension,
    percentile_cont(0.25) within group (order by scored.score) as peer_low,
    percentile_cont(0.5) within group (order by scored.score) as peer_mid,
    percentile_cont(0.75) within group (order by scored.score) as peer_high
from {{ ref('score_dimensions') }} as scored
inner join {{ ref('score_communities') }} as communities
    on
        scored.period = communities.period
        and scored.lens = communities.lens
        and scored.community_id = communities.community_id
where communities.peer_group is not null
group by scored.period, scored.lens, communities.peer_group, scored.dimension
