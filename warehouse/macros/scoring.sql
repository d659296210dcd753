{# The statistics of scoring. Expressions take and give SQL; relations are names of CTEs or tables.
   Checked against spdep (EBest), metafor (rma, method DL) and R's pnorm in tests/warehouse/test_scores.py. #}

{# A number of `score_policy`, as a scalar. #}
{% macro policy(name) -%}
(
    select max(value)
    from {{ ref('score_policy') }}
    where parameter = '{{ name }}'
)
{%- endmacro %}

{# `x` on goalposts as a share: 0 at `low`, 1 at `high`, beyond them outside 0-1. Their order is the direction. #}
{% macro on_goalposts(x, low, high) -%}
(({{ x }} - {{ low }}) / ({{ high }} - {{ low }}))
{%- endmacro %}

{# A share as a score of 0-100; null stays null (greatest and least would pass over it). #}
{% macro as_score(share) -%}
case when {{ share }} is not null then 100 * least(greatest({{ share }}, 0), 1) end
{%- endmacro %}

{% macro normal_density(z) -%}
(exp(-0.5 * {{ z }} * {{ z }}) / sqrt(2 * pi()))
{%- endmacro %}

{# P(Z <= z) within 2e-12 (Hart et al. 1968, algorithm 5666, as given by West 2005); past 7 sd it is 0 or 1. #}
{% macro normal_cdf(z) -%}
{%- set above = [0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
    221.213596169931, 220.206867912376] -%}
{%- set below = [0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
    637.333633378831, 793.826512519948, 440.413735824752] -%}
case
    when {{ z }} > 7 then 1.0
    when {{ z }} < -7 then 0.0
    when {{ z }} > 0
        then 1 - exp(-0.5 * {{ z }} * {{ z }}) * {{ polynomial(above, z) }} / {{ polynomial(below, z) }}
    when {{ z }} <= 0
        then exp(-0.5 * {{ z }} * {{ z }}) * {{ polynomial(above, '(-' ~ z ~ ')') }} / {{ polynomial(below, '(-' ~ z ~ ')') }}
end
{%- endmacro %}

{# Horner's form, highest power first. #}
{% macro polynomial(coefficients, x) -%}
{{ '(' * coefficients | length }}
{%- for coefficient in coefficients -%}
{{ ' * ' ~ x ~ ' + ' if not loop.first }}{{ coefficient }})
{%- endfor -%}
{%- endmacro %}

{# Priors of binomial rates by Marshall (1991), one row per group of `keys`.

   `rates` has the keys, numerator x and denominator n > 0 of each unit. Gives units, mean b = Sx/Sn, spread
   s2 = Sn(p-b)^2/Sn, mean_n, and tau2, the variance between units that s2 implies (0 where there is none). #}
{% macro marshall_priors(rates, keys) -%}
select
    {{ keys | join(', ') }},
    units,
    mean,
    s2,
    mean_n,
    case
        when mean_n > 1 then least(greatest((mean_n * s2 - mean * (1 - mean)) / (mean_n - 1), 0), mean * (1 - mean))
        else 0
    end as tau2
from (
    select
        {% for key in keys %}spread.{{ key }}, {% endfor %}
        count(*) as units,
        max(spread.mean) as mean,
        sum(spread.denominator * power(spread.numerator / spread.denominator - spread.mean, 2)) / sum(spread.denominator) as s2,
        avg(spread.denominator) as mean_n
    from (
        select
            *,
            sum(numerator) over (partition by {{ keys | join(', ') }})
            / sum(denominator) over (partition by {{ keys | join(', ') }}) as mean
        from {{ rates }}
    ) as spread
    group by {% for key in keys %}spread.{{ key }}{{ ', ' if not loop.last }}{% endfor %}
) as marshall
{%- endmacro %}

{# The share of a unit's own rate in its shrunk rate (Marshall's rho). Where the data show no difference between units both
   halves of the fraction turn negative for large units and their ratio would say "all its own": there it is 0. #}
{% macro marshall_shrinkage(n, mean, s2, mean_n) -%}
case
    when {{ mean_n }} * {{ s2 }} <= {{ mean }} * (1 - {{ mean }}) then 0.0
    else coalesce(least(greatest(
        ({{ n }} * {{ s2 }} - ({{ n }} / {{ mean_n }}) * {{ mean }} * (1 - {{ mean }}))
        / nullif(({{ n }} - 1) * {{ s2 }} + (({{ mean_n }} - {{ n }}) / {{ mean_n }}) * {{ mean }} * (1 - {{ mean }}), 0),
        0), 1), 0)
end
{%- endmacro %}

{# Priors of means by DerSimonian and Laird (1986), one row per group of `keys`.

   `means` has the keys, raw_value and sampling_variance > 0 of each unit. Gives units, mean (weighted with the variance
   between units), mean_variance (its own) and tau2. #}
{% macro dersimonian_laird_priors(means, keys) -%}
select
    {% for key in keys %}weighted.{{ key }}, {% endfor %}
    count(*) as units,
    sum(weighted.raw_value / (weighted.sampling_variance + weighted.tau2))
    / sum(1 / (weighted.sampling_variance + weighted.tau2)) as mean,
    1 / sum(1 / (weighted.sampling_variance + weighted.tau2)) as mean_variance,
    max(weighted.tau2) as tau2
from (
    select
        centred.*,
        greatest(coalesce(
            (
                sum(power(centred.raw_value - centred.fixed_mean, 2) / centred.sampling_variance)
                    over (partition by {% for key in keys %}centred.{{ key }}{{ ', ' if not loop.last }}{% endfor %})
                - (count(*) over (partition by {% for key in keys %}centred.{{ key }}{{ ', ' if not loop.last }}{% endfor %}) - 1)
            )
            / nullif(centred.weight_sum - centred.weight_squares / centred.weight_sum, 0),
            0
        ), 0) as tau2
    from (
        select
            *,
            sum(raw_value / sampling_variance) over (partition by {{ keys | join(', ') }})
            / sum(1 / sampling_variance) over (partition by {{ keys | join(', ') }}) as fixed_mean,
            sum(1 / sampling_variance) over (partition by {{ keys | join(', ') }}) as weight_sum,
            sum(1 / (sampling_variance * sampling_variance)) over (partition by {{ keys | join(', ') }}) as weight_squares
        from {{ means }}
    ) as centred
) as weighted
group by {% for key in keys %}weighted.{{ key }}{{ ', ' if not loop.last }}{% endfor %}
{%- endmacro %}

{# How much of what separates units is signal: tau2 / (tau2 + sampling variance), 0 where both are 0. #}
{% macro reliability(tau2, sampling_variance) -%}
coalesce({{ tau2 }} / nullif({{ tau2 }} + {{ sampling_variance }}, 0), 0)
{%- endmacro %}

{# Variance, in score points squared, of a score whose share is normal (mean, sd > 0) and clipped to 0-1: the first two moments
   of a normal censored at both ends. z_0 and z_1 are the ends in standard units, below_0 and below_1 their normal_cdf. #}
{% macro clipped_normal_variance(mean, sd, z_0, z_1, below_0, below_1) -%}
(10000 * greatest(
    (power({{ mean }}, 2) + power({{ sd }}, 2)) * ({{ below_1 }} - {{ below_0 }})
    + 2 * {{ mean }} * {{ sd }} * ({{ normal_density(z_0) }} - {{ normal_density(z_1) }})
    + power({{ sd }}, 2) * ({{ z_0 }} * {{ normal_density(z_0) }} - {{ z_1 }} * {{ normal_density(z_1) }})
    + 1 - {{ below_1 }}
    - power(
        {{ mean }} * ({{ below_1 }} - {{ below_0 }})
        + {{ sd }} * ({{ normal_density(z_0) }} - {{ normal_density(z_1) }})
        + 1 - {{ below_1 }}, 2
    ),
    0
))
{%- endmacro %}
