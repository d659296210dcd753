-- question: In which dimensions is this community strong or weak beside the middle half of its peers?
-- scope: committee=all auditor=all community=community_id
with peers as (
    select scores.community_id
    from published.community_scores as scores
    inner join published.community_scores as own
        on
            scores.peer_group = own.peer_group
            and scores.period = own.period
            and scores.lens = own.lens
    where
        own.community_id = $community
        and own.period = $period
        and own.lens = $lens
)

select
    $community as community_id,
    scored.dimension,
    parts.name_zh,
    parts.name_en,
    parts.weight,
    max(scored.score) filter (where scored.community_id = $community) as score,
    max(scored.coverage) filter (where scored.community_id = $community) as coverage,
    quantile_cont(scored.score, 0.25) as peer_low,
    quantile_cont(scored.score, 0.5) as peer_mid,
    quantile_cont(scored.score, 0.75) as peer_high
from published.dimension_scores as scored
inner join peers on scored.community_id = peers.community_id
left join published.lens_nodes as parts on scored.dimension = parts.node and scored.lens = parts.lens
where
    scored.period = $period
    and scored.lens = $lens
group by scored.dimension, parts.name_zh, parts.name_en, parts.weight, parts.position
order by parts.position nulls last, scored.dimension
