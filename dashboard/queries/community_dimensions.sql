-- question: In which dimensions is this community strong or weak beside the middle half of its peers?
-- scope: committee=all auditor=all community=community_id
select
    own.community_id,
    peers.dimension,
    parts.name_zh,
    parts.name_en,
    parts.weight,
    scored.score,
    scored.coverage,
    peers.peer_low,
    peers.peer_mid,
    peers.peer_high
from published.community_scores as own
inner join published.dimension_peers as peers
    on
        own.period = peers.period
        and own.lens = peers.lens
        and own.peer_group = peers.peer_group
left join published.dimension_scores as scored
    on
        own.period = scored.period
        and own.lens = scored.lens
        and own.community_id = scored.community_id
        and peers.dimension = scored.dimension
left join published.lens_nodes as parts on peers.dimension = parts.node and peers.lens = parts.lens
where
    own.period = $period
    and own.lens = $lens
    and own.community_id = $community
order by parts.position nulls last, peers.dimension
