-- question: Who stands where, how sure is that, and who cannot be told apart?
-- scope: committee=all auditor=all
select
    league.community_id,
    communities.name,
    communities.district,
    league.rank,
    league.rank_low,
    league.rank_high,
    ties.tie_group,
    league.total,
    league.total_low,
    league.total_high,
    league.grade,
    league.borderline_grade,
    league.grade_probability,
    league.peer_group,
    league.peer_rank,
    league.peer_size,
    league.coverage,
    moves.change,
    moves.moved
from published.community_scores as league
inner join published.communities as communities on league.community_id = communities.community_id
left join published.league_moves as moves
    on
        league.period = moves.period
        and league.lens = moves.lens
        and league.community_id = moves.community_id
        and moves.previous_period = $previous_period
left join published.tie_groups as ties
    on
        league.period = ties.period
        and league.lens = ties.lens
        and league.community_id = ties.community_id
where
    league.period = $period
    and league.lens = $lens
    and $district in ('all', communities.district)
order by league.rank nulls last, communities.name
