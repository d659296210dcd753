{# How rows scatter inside communities, pooled over all of them: one number per indicator and period.

   dispersion       of rates: how many times the binomial variance their rows have (hours and drills come in lumps)
   within_variance  of means and times: the variance of one independent unit
   A period with too few rows to tell takes the spread of its year. #}
with
pooled as (
    select
        period,
        substr(period, 1, 4) as year,
        indicator_id,
        sum(degrees) as degrees,
        case
            when min(case when is_counting then 1 else 0 end) = 1 then 1
            else greatest(sum(residual_squares) / nullif(sum(binomial_squares), 0), 1)
        end as dispersion,
        sum(degrees * own_variance) / nullif(sum(case when own_variance is not null then degrees end), 0) as within_variance,
        coalesce(var_samp(raw_value), 0) as between_variance
    from {{ ref('score_estimates') }}
    where basis = 'sample'
    group by period, indicator_id
)

select
    pooled.period,
    pooled.indicator_id,
    case
        when pooled.degrees >= {{ policy('dispersion_degrees') }} then coalesce(pooled.dispersion, years.dispersion, 1)
        else coalesce(years.dispersion, pooled.dispersion, 1)
    end as dispersion,
    case
        when pooled.degrees >= {{ policy('dispersion_degrees') }}
            then coalesce(pooled.within_variance, years.within_variance, pooled.between_variance)
        else coalesce(years.within_variance, pooled.within_variance, pooled.between_variance)
    end as within_variance
from pooled
left join pooled as years on pooled.indicator_id = years.indicator_id and pooled.year = years.period
