{# The statistics of scoring. Expressions take and give SQL; relations are names of CTEs or tables.
   Checked against spdep (EBest), metafor (rma, method DL), PHEindicatormethods, survey and R's pnorm in
   tests/warehouse/test_score_macros.py, against COINr in tests/warehouse/test_score.py. #}

{# A number of `score_policy`, as a scalar. #}
{% macro policy(name) -%}
(
    select max(value)
    from {{ ref('score_policy') }}
    where parameter = '{{ name }}'
)
{%- endmacro %}

{# The lens whose nodes are the dimensions, through which communities are ranked where nobody asks for another. #}
{% macro default_lens() -%}
'{{ var("default_lens") }}'
{%- endmacro %}

{# How many standard deviations on either side hold 90 % of a normal distribution. #}
{% macro z_of_90_percent() -%}
1.6448536269514722
{%- endmacro %}

{# `x` on goalposts as a share: 0 at `low`, 1 at `high`, beyond them outside 0-1. Their order is the direction. #}
{% macro on_goalposts(x, low, high) -%}
(({{ x }} - {{ low }}) / ({{ high }} - {{ low }}))
{%- endmacro %}

{# `share` kept between 0 and 1; null stays null (greatest and least would pass over it). #}
{% macro clipped(share) -%}
case when {{ share }} is not null then least(greatest({{ share }}, 0), 1) end
{%- endmacro %}

{# A share as a score of 0-100. #}
{% macro as_score(share) -%}
(100 * {{ clipped(share) }})
{%- endmacro %}

{# A share on a scale of one's own: `low` at 0, `high` at 1. #}
{% macro on_scale(share, low, high) -%}
({{ low }} + {{ share }} * ({{ high }} - {{ low }}))
{%- endmacro %}

{# How many standard deviations `x` lies above the mean. #}
{% macro z_score(x, mean, sd) -%}
(({{ x }} - {{ mean }}) / {{ sd }})
{%- endmacro %}

{# The share of the others in its group of `keys` that `x` exceeds: (rank - 1) / (n - 1), equals sharing the lower rank. #}
{% macro percentile_rank(x, keys) -%}
percent_rank() over (partition by {{ keys | join(', ') }} order by {{ x }})
{%- endmacro %}

{# The three weighted means of the rows of a group, `value` and `weight` never null. Weights need not add up to 1: a row that is
   left out leaves its weight to the others. Null where no weight is left. The last two ask for values above 0. `over` makes
   windows of them. Forms as in OECD/JRC, Handbook on Constructing Composite Indicators (2008), 6.5. #}
{% macro weighted_mean(value, weight, over='') -%}
(sum({{ weight }} * {{ value }}) {{ over }} / nullif(sum({{ weight }}) {{ over }}, 0))
{%- endmacro %}

{% macro weighted_geometric_mean(value, weight, over='') -%}
exp({{ weighted_mean('ln(' ~ value ~ ')', weight, over) }})
{%- endmacro %}

{% macro weighted_harmonic_mean(value, weight, over='') -%}
(1 / {{ weighted_mean('1 / (' ~ value ~ ')', weight, over) }})
{%- endmacro %}

{# The place of a score of 0-100 within its group of `keys`, the best first; scores equal to 9 decimals share the better place. #}
{% macro place_of(score, keys) -%}
rank() over (partition by {{ keys | join(', ') }} order by round({{ score }}, 9) desc)
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

{# A bound of Wilson's (1927) interval of the proportion x / n: `z` below 0 gives the lower one. Null without cases. #}
{% macro wilson_bound(x, n, z) -%}
(
    (2 * {{ x }} + power({{ z }}, 2) + {{ z }} * sqrt(power({{ z }}, 2) + 4 * {{ x }} * (1 - {{ x }} / nullif({{ n }}, 0))))
    / (2 * ({{ n }} + power({{ z }}, 2)))
)
{%- endmacro %}

{# A bound of Byar's interval of a Poisson count x (Breslow and Day 1987): `z` below 0 gives the lower one, null where x is 0. #}
{% macro byar_bound(x, z) -%}
case
    when {{ z }} < 0 then {{ x }} * power(1 - 1 / (9 * nullif({{ x }}, 0)) + {{ z }} / (3 * sqrt(nullif({{ x }}, 0))), 3)
    else ({{ x }} + 1) * power(1 - 1 / (9 * ({{ x }} + 1)) + {{ z }} / (3 * sqrt({{ x }} + 1)), 3)
end
{%- endmacro %}

{# Totals and means of a stratified simple random sample without replacement (Horvitz and Thompson 1952; variance by stratum with
   the finite population correction), one row per group of `keys`.

   `sample` has the keys, stratum, population (of the stratum) and value of each sampled unit. Gives n, population, total,
   total_variance, mean and mean_variance. A stratum with one sampled unit of several says nothing of its spread: variances are
   then null. #}
{% macro stratified_estimates(sample, keys) -%}
select
    {{ keys | join(', ') }},
    sum(n) as n,
    sum(population) as population,
    sum(population * mean) as total,
    case when count(*) = count(variance) then sum(power(population, 2) * variance) end as total_variance,
    sum(population * mean) / sum(population) as mean,
    case when count(*) = count(variance) then sum(power(population, 2) * variance) / power(sum(population), 2) end as mean_variance
from (
    select
        {{ keys | join(', ') }},
        stratum,
        count(*) as n,
        max(population) as population,
        avg(value) as mean,
        case when count(*) = max(population) then 0 else (1 - count(*) / max(population)) * var_samp(value) / count(*) end
            as variance
    from {{ sample }}
    group by {{ keys | join(', ') }}, stratum
) as strata
group by {{ keys | join(', ') }}
{%- endmacro %}
