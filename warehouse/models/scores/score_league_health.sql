{# How far the league table can be trusted, beside it.

   communities, ranked, share_ranked, share_borderline
   composite_reliability  variance between totals over that plus the mean posterior variance
   size_bias              Spearman's rank correlation of the amount of evidence with the total, among communities within one
                          standard error of the mean: ranking should not follow size
   size_bias_communities  how many those are: of few, the correlation is chance
   rank_stability         Spearman's correlation with the ranks a year before
   variance_sampling, variance_method   what data and what choices of method leave open, in score points squared #}
with
totals as (
    select
        communities.period,
        communities.lens,
        communities.community_id,
        communities.total,
        communities.borderline_grade,
        communities.rank,
        composites.sampling_variance,
        coalesce(
            greatest(summaries.variance - composites.sampling_variance, 0), composites.weight_variance
        ) as method_variance
    from {{ ref('score_communities') }} as communities
    inner join {{ ref('score_composites') }} as composites
        on
            communities.period = composites.period
            and communities.lens = composites.lens
            and communities.community_id = composites.community_id
    left join {{ ref('score_draw_summaries') }} as summaries
        on
            communities.lens = {{ default_lens() }}
            and communities.period = summaries.period
            and communities.community_id = summaries.community_id
),

amounts as (
    select
        period,
        community_id,
        sum(n) as n
    from {{ ref('score_posteriors') }}
    where basis = 'sample'
    group by period, community_id
),

league as (
    select
        period,
        lens,
        avg(total) as mean_total,
        cast(count(*) as double) as communities,
        cast(count(rank) as double) as ranked,
        avg(case when rank is null then null when borderline_grade is not null then 1.0 else 0.0 end) as share_borderline,
        var_samp(total) as tau2,
        avg(sampling_variance) as variance_sampling,
        avg(method_variance) as variance_method
    from totals
    group by period, lens
),

near_mean as (
    select
        totals.period,
        totals.lens,
        totals.community_id,
        rank() over (partition by totals.period, totals.lens order by totals.total) as total_rank,
        rank() over (partition by totals.period, totals.lens order by amounts.n)
        + (count(*) over (partition by totals.period, totals.lens, amounts.n) - 1) / 2.0 as amount_rank
    from totals
    inner join league on totals.period = league.period and totals.lens = league.lens
    inner join amounts on totals.period = amounts.period and totals.community_id = amounts.community_id
    where abs(totals.total - league.mean_total) <= sqrt(totals.sampling_variance)
),

size_bias as (
    select
        period,
        lens,
        cast(count(*) as double) as size_bias_communities,
        case
            when count(*) > 2 and count(distinct amount_rank) > 1 and count(distinct total_rank) > 1
                then corr(total_rank, amount_rank)
        end as size_bias
    from near_mean
    group by period, lens
),

in_both_years as (
    select
        now.period,
        now.lens,
        rank() over (partition by now.period, now.lens order by now.rank) as rank_now,
        rank() over (partition by now.period, now.lens order by before.rank) as rank_before
    from totals as now
    inner join totals as before
        on
            now.lens = before.lens
            and now.community_id = before.community_id
            and before.period = cast(cast(substr(now.period, 1, 4) as integer) - 1 as varchar) || substr(now.period, 5)
    where now.rank is not null and before.rank is not null
),

stability as (
    select
        period,
        lens,
        corr(rank_now, rank_before) as rank_stability
    from in_both_years
    group by period, lens
    having count(*) > 2 and count(distinct rank_now) > 1 and count(distinct rank_before) > 1
),

measured as (
    select
        league.period,
        league.lens,
        league.communities,
        league.ranked,
        league.ranked / league.communities as share_ranked,
        league.share_borderline,
        league.tau2 / nullif(league.tau2 + league.variance_sampling, 0) as composite_reliability,
        league.variance_sampling,
        league.variance_method,
        size_bias.size_bias,
        size_bias.size_bias_communities,
        stability.rank_stability
    from league
    left join size_bias on league.period = size_bias.period and league.lens = size_bias.lens
    left join stability on league.period = stability.period and league.lens = stability.lens
),

computed as (
    {% set measures = [
        'communities', 'ranked', 'share_ranked', 'share_borderline', 'composite_reliability', 'size_bias',
        'size_bias_communities', 'rank_stability', 'variance_sampling', 'variance_method'
    ] -%}
    {% for measure in measures -%}
    select
        period,
        lens,
        '{{ measure }}' as measure,
        cast({{ measure }} as double) as value
    from measured
    where {{ measure }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor -%}
)

{{ with_frozen_rows('computed', 'score_league_health') }}
