-- question: Where does this community stand, in its league and among its peers, and how did it move?
-- scope: committee=all auditor=all community=community_id
select
    scores.community_id,
    communities.name,
    communities.district,
    scores.rank,
    scores.rank_low,
    scores.rank_high,
    scores.total,
    scores.total_low,
    scores.total_high,
    scores.score,
    scores.adjustment,
    scores.grade,
    scores.borderline_grade,
    scores.grade_probability,
    scores.coverage,
    scores.peer_group,
    scores.peer_rank,
    scores.peer_size,
    moves.total_before,
    moves.rank_before,
    moves.change,
    moves.moved in ('up', 'down') as moved,
    (
        select count(rank) from published.community_scores as league
        where league.period = scores.period and league.lens = scores.lens
    ) as ranked
from published.community_scores as scores
inner join published.communities as communities on scores.community_id = communities.community_id
left join published.league_moves as moves
    on
        scores.period = moves.period
        and scores.lens = moves.lens
        and scores.community_id = moves.community_id
        and moves.previous_period = $previous_period
where
    scores.period = $period
    and scores.lens = $lens
    and scores.community_id = $community
