{# The statistics of random audits: shares of a stratified sample with their intervals. Relations are names of CTEs or tables.
   Checked against scipy and against the survey package's example data in tests/warehouse/test_audit_macros.py. #}

{# How many records one drawn at random stands for: those of the same draw and class that gave no answer count with those that
   did. `keys` keep apart whatever else has a draw of its own. #}
{% macro audit_weight(is_answered, keys=[]) -%}
{% set class = (keys + ['sample_period', 'flagged']) | join(', ') -%}
case
    when {{ is_answered }} = 1
        then
            sum(1 / inclusion_probability) over (partition by {{ class }})
            / sum({{ is_answered }} / inclusion_probability) over (partition by {{ class }})
            / inclusion_probability
end
{%- endmacro %}

{# How many equally weighted cases tell as much as these (Kish 1965). #}
{% macro kish_cases(weight) -%}
(power(sum({{ weight }}), 2) / nullif(sum({{ weight }} * {{ weight }}), 0))
{%- endmacro %}

{# A share expected beforehand, worth `prior_cases`, with one observed in `cases`; the expected one where there are none. #}
{% macro pooled(expected, prior_cases, observed, cases) -%}
(({{ prior_cases }} * {{ expected }} + coalesce({{ cases }} * {{ observed }}, 0)) / ({{ prior_cases }} + coalesce({{ cases }}, 0)))
{%- endmacro %}

{% macro logit(share) -%}
ln({{ share }} / (1 - {{ share }}))
{%- endmacro %}

{# ln Gamma(x) for x > 0 within 1e-12: Stirling's series, moved up by 8 where it is exact enough. #}
{% macro log_gamma(x) -%}
(
    ({{ x }} + 7.5) * ln({{ x }} + 8) - ({{ x }} + 8) + 0.9189385332046727
    + (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / power({{ x }} + 8, 2)) / power({{ x }} + 8, 2))
    / power({{ x }} + 8, 2)) / power({{ x }} + 8, 2)) / ({{ x }} + 8)
    - ln({% for step in range(8) %}({{ x }} + {{ step }}){{ ' * ' if not loop.last }}{% endfor %})
)
{%- endmacro %}

{# Quantiles of Beta(a, b) in its lower half, one row per row of `points`, within 1e-9 (a > 0.01, b >= 0.5, probability <= 0.5;
   the upper half is 1 minus a lower one with a and b exchanged).

   `points` has `keys`, which tell its rows apart, a, b and probability; `numbers` is the table of n = 1, 2, …
   With x = 1 / (1 + exp(-logit)) the integral up to x is its integrand times `reach`, the integral of
   exp(-a u) (1 - x + x exp(-u))^-(a + b) over u > 0, which the double exponential formula (Takahasi and Mori 1974) gives from
   80 nodes. The logarithm of the integral is concave in the logit, so that Newton's steps cannot miss; six are enough.

   SQL of our own, since models must say the same on both engines: neither DuckDB nor Spark has a quantile or an integral of the
   beta distribution, and a function of Python's in the one would be missing in the other. #}
{% macro beta_quantiles(points, keys, numbers) -%}
with
guesses_0 as (
    {{ beta_first_guesses(points, keys) }}
),

{% for step in range(6) -%}
guesses_{{ step + 1 }} as (
    {{ beta_step('guesses_' ~ step, keys, numbers) }}
){{ ',' if not loop.last }}

{% endfor -%}
select
    {% for key in keys %}{{ key }}, {% endfor %}
    1 / (1 + exp(-logit)) as quantile
from guesses_6
{%- endmacro %}

{# Where Newton's steps begin: the normal quantile (Abramowitz and Stegun 26.2.23) on the logit scale; for small a the power that
   the lower tail follows. #}
{% macro beta_first_guesses(points, keys) -%}
select
    {% for key in keys %}{{ key }}, {% endfor %}
    a,
    b,
    probability,
    log_beta,
    case
        when a < 1 then (ln(probability) + ln(a) + log_beta) / a
        else
            ln(a / b) - sqrt(1 / a + 1 / b) * (
                s - (2.515517 + 0.802853 * s + 0.010328 * s * s)
                / (1 + 1.432788 * s + 0.189269 * s * s + 0.001308 * s * s * s)
            )
    end as logit
from (
    select
        {% for key in keys %}{{ key }}, {% endfor %}
        a,
        b,
        probability,
        sqrt(-2 * ln(probability)) as s,
        {{ log_gamma('a') }} + {{ log_gamma('b') }} - {{ log_gamma('(a + b)') }} as log_beta
    from {{ points }} as points
) as scaled
{%- endmacro %}

{% macro beta_step(guesses, keys, numbers) -%}
{% set known = keys + ['a', 'b', 'probability', 'log_beta', 'logit'] -%}
select
    {% for key in keys %}{{ key }}, {% endfor %}
    a,
    b,
    probability,
    log_beta,
    logit - reach * (
        a * logit - (a + b) * (greatest(logit, 0) + ln(1 + exp(-abs(logit)))) - log_beta + ln(reach) - ln(probability)
    ) as logit
from (
    select
        {% for name in known %}placed.{{ name }}, {% endfor %}
        sum(
            placed.scale * nodes.width
            * exp(
                -placed.a * placed.scale * nodes.u
                - (placed.a + placed.b)
                * ln(greatest(placed.rest + (1 - placed.rest) * exp(-placed.scale * nodes.u), 1e-300))
            )
        ) as reach
    from (
        select
            *,
            1 / (greatest(a - (a + b) * (1 - rest), 0) + sqrt((a + b) * rest * (1 - rest))) as scale
        from (
            select
                *,
                1 / (1 + exp(logit)) as rest
            from {{ guesses }}
        ) as halved
    ) as placed
    cross join (
        select
            exp(v - exp(-v)) as u,
            0.1 * (1 + exp(-v)) * exp(v - exp(-v)) as width
        from (select 0.1 * n - 3.6 as v from {{ numbers }} where n <= 80) as steps
    ) as nodes
    group by {% for name in known %}placed.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
) as reached
{%- endmacro %}

{# Ratios of weighted sums, `y` over `x`, in a stratified sample without replacement: Hajek's estimator, which for x = 1 over a
   whole sample is Horvitz and Thompson's mean. One row per group of `keys`; a group may be any part of the sample.

   `units` has the keys, stratum, population and sampled (units of the stratum, and how many of them were seen, whether or not in
   the group), weight, y and x. The variance is the linearised one with the finite population correction; a stratum of which one
   unit was seen counts from the ratio itself (R's survey: lonely.psu = "adjust").
   Gives n, degrees (n less strata), ratio, variance, and effective_n: how many draws of a simple random sample from an endless
   population would tell as much. What strata gain is counted up to half as much again as a simple random sample of the n would
   tell: a stratum in which no case was met adds no variance, and without a limit (NCHS allows no gain at all: Parker et al. 2017)
   intervals would be too narrow where cases are few; `bench.audits` measures it. Where the variance is 0 the weights alone decide
   (Kish 1965). Null where the whole group was seen. #}
{% macro survey_ratios(units, keys) -%}
select
    {% for key in keys %}{{ key }}, {% endfor %}
    n,
    n - strata as degrees,
    ratio,
    variance,
    case
        when population <= n * (1 + 1e-9) then null
        when ratio > 1e-12 and ratio < 1 - 1e-12 and variance > 1e-15
            then least(ratio * (1 - ratio) / variance, 1.5 * n / (1 - n / population))
        else kish_n
    end as effective_n
from (
    select
        {% for key in keys %}{{ key }}, {% endfor %}
        sum(n) as n,
        count(*) as strata,
        sum(weights) as population,
        max(ratio) as ratio,
        power(sum(sizes), 2) / sum(size_squares) as kish_n,
        sum(
            case
                when sampled >= population then 0
                when sampled = 1 then (1 - 1 / population) * squares
                else (1 - sampled / population) * sampled / (sampled - 1) * (squares - sums * sums / sampled)
            end
        ) as variance
    from (
        select
            {% for key in keys %}{{ key }}, {% endfor %}
            stratum,
            cast(max(population) as double) as population,
            cast(max(sampled) as double) as sampled,
            cast(count(*) as double) as n,
            max(ratio) as ratio,
            sum(weight) as weights,
            sum(weight * x) as sizes,
            sum(weight * weight * x * x) as size_squares,
            sum(weight * (y - ratio * x) / total) as sums,
            sum(power(weight * (y - ratio * x) / total, 2)) as squares
        from (
            select
                *,
                sum(weight * y) over (partition by {{ keys | join(', ') }})
                / sum(weight * x) over (partition by {{ keys | join(', ') }}) as ratio,
                sum(weight * x) over (partition by {{ keys | join(', ') }}) as total
            from {{ units }}
            where x > 0
        ) as rated
        group by {% for key in keys %}{{ key }}, {% endfor %}stratum
    ) as strata
    group by {{ keys | join(', ') }}
) as summed
{%- endmacro %}

{# Korn and Graubard's (1998) 95 % interval of a share, as R's survey::svyciprop(method = "beta") has it: Clopper and Pearson's
   with the effective number of cases, which shrinks by what few degrees of freedom cost.

   `ratios` has the keys, n, degrees, ratio and effective_n; all its columns are given back with `low` and `high`. #}
{% macro korn_graubard(ratios, keys, numbers) -%}
with
{# Student's t that is exceeded on either side with 5 %, squared: t^2 = degrees (1 - q) / q for q of Beta(degrees / 2, 1/2). #}
few_degrees as (
    select greatest(n - 1, 1) as degrees from {{ ratios }} where effective_n > 0
    union
    select greatest(degrees, 1) as degrees from {{ ratios }} where effective_n > 0
),

t_points as (
    select
        degrees,
        degrees / 2.0 as a,
        0.5 as b,
        0.05 as probability
    from few_degrees
),

t_squares as (
    select
        degrees,
        degrees * (1 - quantile) / quantile as t_squared
    from ({{ beta_quantiles('t_points', ['degrees'], numbers) }}) as quantiles
),

counted as (
    select
        ratios.*,
        ratios.effective_n * plain.t_squared / designed.t_squared as cases
    from {{ ratios }} as ratios
    inner join t_squares as plain on greatest(ratios.n - 1, 1) = plain.degrees
    inner join t_squares as designed on greatest(ratios.degrees, 1) = designed.degrees
),

tails as (
    select
        {% for key in keys %}{{ key }}, {% endfor %}
        'low' as side,
        cases * ratio as a,
        cases * (1 - ratio) + 1 as b,
        0.025 as probability
    from counted
    where effective_n > 0 and ratio > 1e-12
    union all
    select
        {% for key in keys %}{{ key }}, {% endfor %}
        'high' as side,
        cases * (1 - ratio) as a,
        cases * ratio + 1 as b,
        0.025 as probability
    from counted
    where effective_n > 0 and ratio < 1 - 1e-12
),

bounds as (
    select
        {% for key in keys %}{{ key }}, {% endfor %}
        max(case when side = 'low' then quantile end) as low,
        max(case when side = 'high' then 1 - quantile end) as high
    from ({{ beta_quantiles('tails', keys + ['side'], numbers) }}) as quantiles
    group by {{ keys | join(', ') }}
)

select
    ratios.*,
    case when ratios.effective_n is null then ratios.ratio else coalesce(bounds.low, 0.0) end as low,
    case when ratios.effective_n is null then ratios.ratio else coalesce(bounds.high, 1.0) end as high
from {{ ratios }} as ratios
left join bounds on {% for key in keys %}ratios.{{ key }} = bounds.{{ key }}{{ ' and ' if not loop.last }}{% endfor %}
{%- endmacro %}
