-- question: Which of its peers may this community be said to beat, which beat it, and which cannot be told apart?
-- scope: committee=all community=all
select
    other.community_id,
    communities.name,
    communities.district,
    other.peer_rank,
    other.total,
    other.total_low,
    other.total_high,
    own.total - other.total as difference,
    case when pairs.community_a = $community then pairs.z else -pairs.z end as z,
    pairs.p,
    pairs.allowed_p,
    case
        when pairs.verdict = 'not_distinguishable' then 'within'
        when (pairs.verdict = 'a_beats_b') = (pairs.community_a = $community) then 'ahead'
        else 'behind'
    end as standing
from published.pairwise as pairs
inner join published.community_scores as other
    on
        pairs.period = other.period
        and pairs.lens = other.lens
        and other.community_id = case when pairs.community_a = $community then pairs.community_b else pairs.community_a end
inner join published.community_scores as own
    on
        pairs.period = own.period
        and pairs.lens = own.lens
        and own.community_id = $community
inner join published.communities as communities on other.community_id = communities.community_id
where
    pairs.period = $period
    and pairs.lens = $lens
    and $community in (pairs.community_a, pairs.community_b)
order by other.peer_rank, communities.name
