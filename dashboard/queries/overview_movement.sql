-- question: How many communities moved beyond their interval since the period before?
-- scope: committee=all auditor=all
select
    communities.district,
    count(*) as communities,
    count(scores.total) as ranked,
    count(moves.change) as compared,
    count(*) filter (where moves.moved in ('up', 'down')) as moved,
    count(*) filter (where moves.moved = 'up') as up,
    count(*) filter (where moves.moved = 'down') as down,
    avg(scores.total) as mean_total,
    avg(moves.total_before) filter (where scores.total is not null) as mean_total_before,
    avg(scores.coverage) as coverage
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
    and $district in ('all', communities.district)
group by grouping sets ((communities.district), ())
order by communities.district nulls first
