{# Between which limits a community of this size lies if communities differ as much as they usually do (Spiegelhalter 2005).

   On the arcsine scale, where a proportion's standard error is 1/(2√n) whatever its level. `phi` is the mean squared z,
   winsorised at 10 % on each side; `tau2` the variance between communities that it implies, 0 where chance is enough.
   A limit beyond the scale's ends is 0 or 1: past a right angle the sine would turn back. #}
{% set z_95, z_998 = 1.959964, 3.090232 -%}
{% set right_angle = 1.5707963267948966 -%}
with
rates as (
    select
        period,
        indicator_id,
        community_id,
        denominator as size,
        asin(sqrt(raw_value)) as turned,
        1 / (4 * denominator) as error_squared,
        sum(numerator) over (partition by period, indicator_id)
        / sum(denominator) over (partition by period, indicator_id) as centre
    from {{ ref('score_estimates') }}
    where kind = 'r' and basis = 'sample' and raw_value between 0 and 1
),

standardised as (
    select
        *,
        (turned - asin(sqrt(centre))) / sqrt(error_squared) as z
    from rates
),

fences as (
    select
        period,
        indicator_id,
        percentile_cont(0.1) within group (order by z) as low,
        percentile_cont(0.9) within group (order by z) as high
    from standardised
    group by period, indicator_id
),

dispersion as (
    select
        standardised.period,
        standardised.indicator_id,
        avg(power(least(greatest(standardised.z, fences.low), fences.high), 2)) as phi,
        count(*) as units,
        sum(1 / standardised.error_squared) as precision_sum,
        sum(power(1 / standardised.error_squared, 2)) as precision_squares
    from standardised
    inner join fences
        on standardised.period = fences.period and standardised.indicator_id = fences.indicator_id
    group by standardised.period, standardised.indicator_id
),

spread as (
    select
        period,
        indicator_id,
        phi,
        coalesce(
            greatest(
                0, (units * phi - (units - 1)) / nullif(precision_sum - precision_squares / precision_sum, 0)
            ), 0
        ) as tau2
    from dispersion
),

-- A community's own size, and even steps between for the lines of the picture.
sizes as (
    select
        period,
        indicator_id,
        community_id,
        size
    from rates
    union all
    select
        largest.period,
        largest.indicator_id,
        cast(null as varchar) as community_id,
        largest.size * numbers.n / 60 as size
    from (
        select
            period,
            indicator_id,
            max(size) as size
        from rates
        group by period, indicator_id
    ) as largest
    cross join {{ ref('numbers') }} as numbers
    where numbers.n <= 60
),

centres as (
    select distinct
        period,
        indicator_id,
        centre,
        asin(sqrt(centre)) as turned
    from rates
),

computed as (
    select
        sizes.period,
        sizes.indicator_id,
        sizes.community_id,
        sizes.size,
        centres.centre,
        spread.phi,
        spread.tau2,
        power(
            sin(greatest(0, centres.turned - {{ z_95 }} * sqrt(1 / (4 * sizes.size) + spread.tau2))), 2
        ) as low_95,
        power(
            sin(least({{ right_angle }}, centres.turned + {{ z_95 }} * sqrt(1 / (4 * sizes.size) + spread.tau2))), 2
        ) as high_95,
        power(
            sin(greatest(0, centres.turned - {{ z_998 }} * sqrt(1 / (4 * sizes.size) + spread.tau2))), 2
        ) as low_998,
        power(
            sin(least({{ right_angle }}, centres.turned + {{ z_998 }} * sqrt(1 / (4 * sizes.size) + spread.tau2))), 2
        ) as high_998
    from sizes
    inner join centres
        on sizes.period = centres.period and sizes.indicator_id = centres.indicator_id
    inner join spread
        on sizes.period = spread.period and sizes.indicator_id = spread.indicator_id
)

{{ with_frozen_rows('computed', 'score_funnel_limits') }}
