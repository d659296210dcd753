-- question: Who stands where, how sure is that, and who cannot be told apart?
-- scope: committee=all auditor=all
with recursive league as (
    select
        scores.*,
        before.total as total_before,
        before.total_low as total_low_before,
        before.total_high as total_high_before
    from published.community_scores as scores
    left join published.community_scores as before
        on
            scores.community_id = before.community_id
            and scores.lens = before.lens
            and before.period = $previous_period
    where
        scores.period = $period
        and scores.lens = $lens
),

-- A tie group is a leader and all below whose interval still reaches the leader's; the next one leads the next group.
leaders as (
    select
        1 as tie_group,
        min(rank) as rank
    from league
    union all
    select
        leaders.tie_group + 1 as tie_group,
        (
            select min(below.rank)
            from league as below, league as leader
            where
                leader.rank = leaders.rank
                and below.rank > leader.rank
                and below.total_high < leader.total_low
        ) as rank
    from leaders
    where leaders.rank is not null
)

select
    league.community_id,
    communities.name,
    communities.district,
    league.rank,
    league.rank_low,
    league.rank_high,
    (select max(leaders.tie_group) from leaders where leaders.rank <= league.rank) as tie_group,
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
    league.total - league.total_before as change,
    case
        when league.total is null or league.total_before is null then null
        when league.total_low > league.total_high_before then 'up'
        when league.total_high < league.total_low_before then 'down'
        else 'within'
    end as moved
from league
inner join published.communities as communities on league.community_id = communities.community_id
where $district in ('all', communities.district)
order by league.rank nulls last, communities.name
