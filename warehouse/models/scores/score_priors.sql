{# What a period's communities say together about each indicator. Estimated once per period over the deployment; everything
   after this model looks at one community at a time, so that a community that leaves changes nobody else.

   mean, tau2       of the communities' true values (Marshall for rates, DerSimonian-Laird for means and times)
   mean_variance    of `mean` itself
   s2, mean_n       Marshall's spread and mean denominator
   Facts of the register are not shrunk; their mean and spread stand in only where a community's fact is not known.
   A period in which nobody has evidence (a month without a drill) takes the priors of its year. #}
with
rates as (
    select
        period,
        indicator_id,
        numerator,
        denominator
    from {{ ref('score_estimates') }}
    where kind = 'r' and basis = 'sample'
),

rate_priors as (
    {{ marshall_priors('rates', ['period', 'indicator_id']) }}
),

rate_sums as (
    select
        period,
        indicator_id,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(denominator * denominator) as denominator_squares
    from rates
    group by period, indicator_id
),

mean_priors as (
    {{ dersimonian_laird_priors(ref('score_moderated_means'), ['period', 'indicator_id']) }}
),

fact_priors as (
    select
        period,
        indicator_id,
        count(*) as units,
        avg(raw_value) as mean,
        coalesce(var_samp(raw_value), 0) as tau2
    from {{ ref('score_estimates') }}
    where basis = 'census'
    group by period, indicator_id
),

{# The mean of the rates is itself a rate: half an event and half a non-event keep its variance from vanishing at 0 and 1. #}
priors as (
    select
        rate_priors.period,
        rate_priors.indicator_id,
        rate_priors.units,
        rate_priors.mean,
        rate_priors.tau2 * rate_sums.denominator_squares / power(rate_sums.denominator, 2)
        + spreads.dispersion * (rate_sums.numerator + 0.5) * (rate_sums.denominator - rate_sums.numerator + 0.5)
        / power(rate_sums.denominator + 1, 3) as mean_variance,
        rate_priors.s2,
        rate_priors.mean_n,
        rate_priors.tau2,
        spreads.dispersion,
        cast(null as double) as within_variance
    from rate_priors
    inner join rate_sums on rate_priors.indicator_id = rate_sums.indicator_id and rate_priors.period = rate_sums.period
    inner join {{ ref('score_spreads') }} as spreads
        on rate_priors.indicator_id = spreads.indicator_id and rate_priors.period = spreads.period
    union all
    select
        mean_priors.period,
        mean_priors.indicator_id,
        mean_priors.units,
        mean_priors.mean,
        mean_priors.mean_variance,
        cast(null as double) as s2,
        cast(null as double) as mean_n,
        mean_priors.tau2,
        cast(null as double) as dispersion,
        spreads.within_variance
    from mean_priors
    inner join {{ ref('score_spreads') }} as spreads
        on mean_priors.indicator_id = spreads.indicator_id and mean_priors.period = spreads.period
    union all
    select
        period,
        indicator_id,
        units,
        mean,
        tau2 / units as mean_variance,
        cast(null as double) as s2,
        cast(null as double) as mean_n,
        tau2,
        cast(null as double) as dispersion,
        cast(null as double) as within_variance
    from fact_priors
)

select
    definitions.period,
    definitions.indicator_id,
    coalesce(priors.units, years.units) as units,
    coalesce(priors.mean, years.mean) as mean,
    coalesce(priors.mean_variance, years.mean_variance) as mean_variance,
    coalesce(priors.s2, years.s2) as s2,
    coalesce(priors.mean_n, years.mean_n) as mean_n,
    coalesce(priors.tau2, years.tau2) as tau2,
    coalesce(priors.dispersion, years.dispersion) as dispersion,
    coalesce(priors.within_variance, years.within_variance) as within_variance
from {{ ref('score_definitions') }} as definitions
left join priors on definitions.indicator_id = priors.indicator_id and definitions.period = priors.period
left join priors as years
    on definitions.indicator_id = years.indicator_id and substr(definitions.period, 1, 4) = years.period
where priors.mean is not null or years.mean is not null
