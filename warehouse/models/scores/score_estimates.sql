{# What each community's own evidence says, before anything is borrowed from the others.

   `effective_n` and `own_variance`, of one independent unit, are known for means and times: own_variance / effective_n is the
   sampling variance of raw_value. `residual_squares` and `binomial_squares` of rates tell how much wider than binomial their
   rows scatter. #}
select
    sums.period,
    sums.indicator_id,
    sums.community_id,
    definitions.kind,
    definitions.basis,
    sums.n,
    sums.numerator,
    sums.denominator,
    sums.numerator / sums.denominator as raw_value,
    case
        when definitions.kind = 'm' then power(sums.denominator, 2) / sums.denominator_squares
        else sums.denominator
    end as effective_n,
    sums.n - 1 as degrees,
    case
        when definitions.kind = 'm' and sums.n > 1
            then sums.residual_squares / (sums.denominator_squares * (sums.n - 1) / sums.n)
    end as own_variance,
    case when definitions.kind = 'r' and sums.n > 1 then sums.residual_squares * sums.n / (sums.n - 1) end
        as residual_squares,
    case
        when definitions.kind = 'r' and sums.n > 1
            then sums.numerator * (1 - sums.numerator / sums.denominator)
    end as binomial_squares,
    sums.is_counting
from {{ ref('score_ratio_sums') }} as sums
inner join {{ ref('score_definitions') }} as definitions
    on sums.indicator_id = definitions.indicator_id and sums.period = definitions.period
union all
select
    medians.period,
    medians.indicator_id,
    medians.community_id,
    definitions.kind,
    definitions.basis,
    medians.n,
    medians.events as numerator,
    cast(medians.n as double) as denominator,
    medians.median as raw_value,
    cast(medians.n as double) as effective_n,
    medians.n - 1 as degrees,
    medians.n * medians.median_variance as own_variance,
    cast(null as double) as residual_squares,
    cast(null as double) as binomial_squares,
    false as is_counting
from {{ ref('score_time_medians') }} as medians
inner join {{ ref('score_definitions') }} as definitions
    on medians.indicator_id = definitions.indicator_id and medians.period = definitions.period
