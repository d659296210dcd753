{# May one peer be said to beat another? The difference of two totals in its own standard errors, judged with Bonferroni's
   allowance for all the pairs of the peer group. #}
with
totals as (
    select
        composites.period,
        composites.lens,
        composites.community_id,
        communities.peer_group,
        composites.total,
        composites.sampling_variance,
        count(*) over (partition by composites.period, composites.lens, communities.peer_group) as peers
    from {{ ref('score_composites') }} as composites
    inner join {{ ref('core_communities') }} as communities on composites.community_id = communities.community_id
    where composites.total is not null
),

pairs as (
    select
        first.period,
        first.lens,
        first.community_id as community_a,
        second.community_id as community_b,
        (first.total - second.total)
        / nullif(sqrt(first.sampling_variance + second.sampling_variance), 0) as z,
        {{ policy('pairwise_error') }} * 2 / (first.peers * (first.peers - 1)) as allowed_p
    from totals as first
    inner join totals as second
        on
            first.period = second.period
            and first.lens = second.lens
            and first.peer_group = second.peer_group
            and first.community_id < second.community_id
),

tested as (
    select
        *,
        -abs(z) as z_below
    from pairs
),

judged as (
    select
        *,
        2 * {{ normal_cdf('z_below') }} as p
    from tested
),

computed as (
    select
        period,
        lens,
        community_a,
        community_b,
        z,
        case
            when p < allowed_p and z > 0 then 'a_beats_b'
            when p < allowed_p and z < 0 then 'b_beats_a'
            else 'not_distinguishable'
        end as verdict,
        p,
        allowed_p,
        'bonferroni' as method
    from judged
)

{{ with_frozen_rows('computed', 'score_pairwise') }}
