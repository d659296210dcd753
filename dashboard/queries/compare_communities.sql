-- question: Where does every community stand, the peers of this one first and those nearest in rank before the others?
-- scope: committee=all community=all
with own as (
    select
        peer_group,
        rank
    from published.community_scores
    where
        period = $period
        and lens = $lens
        and community_id = $community
)

select
    scores.community_id,
    communities.name,
    communities.district,
    scores.peer_group,
    scores.peer_rank,
    scores.peer_size,
    scores.rank,
    scores.rank_low,
    scores.rank_high,
    scores.total,
    scores.total_low,
    scores.total_high,
    scores.coverage,
    scores.peer_group = own.peer_group as is_peer
from published.community_scores as scores
inner join published.communities as communities on scores.community_id = communities.community_id
left join own on true
where
    scores.period = $period
    and scores.lens = $lens
order by is_peer desc nulls last, abs(scores.rank - own.rank) nulls last, communities.name
