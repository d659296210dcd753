-- question: How do the communities it is fair to compare with stand?
-- scope: committee=all auditor=all community=all
select
    scores.community_id,
    communities.name,
    scores.peer_rank,
    scores.rank,
    scores.total,
    scores.total_low,
    scores.total_high
from published.community_scores as scores
inner join published.communities as communities on scores.community_id = communities.community_id
inner join published.community_scores as own
    on
        scores.peer_group = own.peer_group
        and scores.period = own.period
        and scores.lens = own.lens
where
    scores.period = $period
    and scores.lens = $lens
    and own.community_id = $community
    and scores.total is not null
order by scores.rank
