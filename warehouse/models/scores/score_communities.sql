{# The league table. Rank is by the posterior mean total, equal totals (to 9 decimals) share the better rank. A mean over draws
   is pulled by clipping and by the geometric mean; where the rank falls outside the interval of the draws, the interval is
   widened to it. The 90 % interval of the total leaves out what moves all communities alike (mean, goalposts). A grade is a band that is likely enough, else the better of the
   two likeliest, and beside it the worse as `borderline_grade`.
   Under a veto no grade is better than its cap: the chances of better ones fall to the cap, score and rank stay. #}
with
ranked as (
    select
        composites.*,
        communities.peer_group,
        {{ place_of('composites.total', ['composites.period', 'composites.lens']) }} as rank,
        {{ place_of('composites.total', ['composites.period', 'composites.lens', 'communities.peer_group']) }} as peer_rank,
        count(*) over (partition by composites.period, composites.lens, communities.peer_group) as peer_size
    from {{ ref('score_composites') }} as composites
    inner join {{ ref('core_communities') }} as communities on composites.community_id = communities.community_id
    where composites.total is not null
),

vetoes as (
    select
        adjustments.period,
        adjustments.community_id,
        max(bands.position) as position
    from {{ ref('score_adjustments') }} as adjustments
    inner join {{ ref('score_grade_bands') }} as bands
        on adjustments.period = bands.period and adjustments.grade_cap = bands.grade
    where adjustments.kind = 'veto'
    group by adjustments.period, adjustments.community_id
),

capped as (
    select
        chances.period,
        chances.lens,
        chances.community_id,
        greatest(chances.position, coalesce(vetoes.position, 0)) as position,
        max(vetoes.position) as cap_position,
        sum(chances.chance) as chance
    from {{ ref('score_grade_chances') }} as chances
    left join vetoes on chances.period = vetoes.period and chances.community_id = vetoes.community_id
    group by
        chances.period, chances.lens, chances.community_id, greatest(chances.position, coalesce(vetoes.position, 0))
),

chances as (
    select
        capped.period,
        capped.lens,
        capped.community_id,
        bands.grade,
        capped.position,
        capped.chance,
        caps.grade as grade_cap,
        row_number() over (
            partition by capped.period, capped.lens, capped.community_id
            order by capped.chance desc, capped.position asc
        ) as likeliness
    from capped
    inner join {{ ref('score_grade_bands') }} as bands on capped.period = bands.period and capped.position = bands.position
    left join {{ ref('score_grade_bands') }} as caps on capped.period = caps.period and capped.cap_position = caps.position
),

likeliest as (
    select
        period,
        lens,
        community_id,
        max(case when likeliness = 1 then grade end) as first_grade,
        max(case when likeliness = 1 then position end) as first_position,
        max(case when likeliness = 1 then chance end) as first_chance,
        max(case when likeliness = 2 then grade end) as second_grade,
        max(case when likeliness = 2 then position end) as second_position,
        max(case when likeliness = 2 then chance end) as second_chance,
        max(grade_cap) as grade_cap
    from chances
    group by period, lens, community_id
),

computed as (
    select
        composites.period,
        composites.lens,
        composites.community_id,
        composites.coverage,
        composites.score,
        composites.adjustment,
        composites.total,
        -- The condition keeps an unranked community without an interval: greatest and least would make 0 and 100 of nothing.
        case
            when composites.total is not null
                then greatest(
                    composites.score
                    - {{ z_of_90_percent() }} * sqrt(composites.sampling_variance + composites.weight_variance),
                    0
                ) + composites.adjustment
        end as total_low,
        case
            when composites.total is not null
                then least(
                    composites.score
                    + {{ z_of_90_percent() }} * sqrt(composites.sampling_variance + composites.weight_variance),
                    100
                ) + composites.adjustment
        end as total_high,
        case
            when likeliest.first_chance >= {{ policy('grade_certainty') }} then likeliest.first_grade
            when likeliest.first_position < likeliest.second_position
                then likeliest.first_grade
            else likeliest.second_grade
        end as grade,
        case
            when likeliest.first_chance >= {{ policy('grade_certainty') }} then null
            when likeliest.first_position < likeliest.second_position then likeliest.second_grade
            else likeliest.first_grade
        end as borderline_grade,
        case
            when likeliest.first_chance >= {{ policy('grade_certainty') }} then likeliest.first_chance
            else likeliest.first_chance + likeliest.second_chance
        end as grade_probability,
        likeliest.grade_cap,
        ranked.rank,
        least(coalesce(summaries.rank_low, normal_ranks.rank_low, ranked.rank), ranked.rank) as rank_low,
        greatest(coalesce(summaries.rank_high, normal_ranks.rank_high, ranked.rank), ranked.rank) as rank_high,
        communities.peer_group,
        ranked.peer_rank,
        ranked.peer_size,
        false as frozen,
        summaries.top_probability
    from {{ ref('score_composites') }} as composites
    inner join {{ ref('core_communities') }} as communities on composites.community_id = communities.community_id
    left join ranked
        on
            composites.period = ranked.period
            and composites.lens = ranked.lens
            and composites.community_id = ranked.community_id
    left join likeliest
        on
            composites.period = likeliest.period
            and composites.lens = likeliest.lens
            and composites.community_id = likeliest.community_id
    left join {{ ref('score_draw_summaries') }} as summaries
        on
            composites.lens = {{ default_lens() }}
            and composites.period = summaries.period
            and composites.community_id = summaries.community_id
            and composites.total is not null
    left join {{ ref('score_normal_ranks') }} as normal_ranks
        on
            composites.period = normal_ranks.period
            and composites.lens = normal_ranks.lens
            and composites.community_id = normal_ranks.community_id
)

{{ with_frozen_rows('computed', 'score_communities') }}
