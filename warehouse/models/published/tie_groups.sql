{# A tie group is a leader and all below whose interval still reaches the leader's; the next one leads the next group. #}
with recursive
next_leaders as (
    select
        leader.period,
        leader.lens,
        leader.rank,
        min(below.rank) as next_rank
    from {{ ref('score_communities') }} as leader
    inner join {{ ref('score_communities') }} as below
        on
            leader.period = below.period
            and leader.lens = below.lens
            and leader.rank < below.rank
            and leader.total_low > below.total_high
    group by leader.period, leader.lens, leader.rank
),

leaders as (
    select
        period,
        lens,
        1 as tie_group,
        min(rank) as rank
    from {{ ref('score_communities') }}
    where rank is not null
    group by period, lens
    union all
    select
        leaders.period,
        leaders.lens,
        leaders.tie_group + 1 as tie_group,
        next_leaders.next_rank as rank
    from leaders
    inner join next_leaders
        on
            leaders.period = next_leaders.period
            and leaders.lens = next_leaders.lens
            and leaders.rank = next_leaders.rank
)

select
    ranked.period,
    ranked.lens,
    ranked.community_id,
    max(leaders.tie_group) over (partition by ranked.period, ranked.lens order by ranked.rank) as tie_group
from {{ ref('score_communities') }} as ranked
left join leaders
    on
        ranked.period = leaders.period
        and ranked.lens = leaders.lens
        and ranked.rank = leaders.rank
where ranked.rank is not null
