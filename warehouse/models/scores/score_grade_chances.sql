{# The chance of each grade: counted over the draws where there are draws, else from the normal approximation. #}
with
drawn as (
    select
        draws.period,
        {{ default_lens() }} as lens,
        draws.community_id,
        bands.grade,
        bands.position,
        avg(case when draws.total >= bands.at_least and draws.total < bands.below then 1.0 else 0.0 end) as chance
    from {{ ref('score_draws') }} as draws
    inner join {{ ref('score_grade_bands') }} as bands on draws.period = bands.period
    group by draws.period, draws.community_id, bands.grade, bands.position
),

standardised as (
    select
        composites.period,
        composites.lens,
        composites.community_id,
        bands.grade,
        bands.position,
        composites.total >= bands.at_least and composites.total < bands.below as holds,
        (bands.at_least - composites.total) / nullif(sqrt(composites.sampling_variance + composites.weight_variance), 0) as z_low,
        (bands.below - composites.total) / nullif(sqrt(composites.sampling_variance + composites.weight_variance), 0) as z_high
    from {{ ref('score_composites') }} as composites
    inner join {{ ref('score_grade_bands') }} as bands on composites.period = bands.period
    left join {{ ref('score_draw_summaries') }} as summaries
        on
            composites.lens = {{ default_lens() }}
            and composites.period = summaries.period
            and composites.community_id = summaries.community_id
    where composites.total is not null and summaries.period is null
)

select
    period,
    lens,
    community_id,
    grade,
    position,
    chance
from drawn
union all
select
    period,
    lens,
    community_id,
    grade,
    position,
    case
        when z_low is null then case when holds then 1.0 else 0.0 end
        else {{ normal_cdf('z_high') }} - {{ normal_cdf('z_low') }}
    end as chance
from standardised
