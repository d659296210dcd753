{# How much the true values of one community have in common across indicators: the mean correlation, weighted as the composite
   weights them. A community that is better than its few rows can show in one indicator is so in the others too, so that what
   is borrowed from the prior errs alike in all of them, and a composite is less sure than independent errors would make it.

   By moments: the products of two shrunk deviations have the mean likeness * weights * standard deviations of the truth.
   Estimated once per period over the deployment, like the priors, and stored with them. #}
with
deviations as (
    select
        shrinkage.period,
        shrinkage.community_id,
        lens.nominal_weight * shrinkage.weight * (shrinkage.raw_value - priors.mean)
        / (definitions.goalpost_high - definitions.goalpost_low) as found,
        lens.nominal_weight * shrinkage.weight * sqrt(priors.tau2)
        / abs(definitions.goalpost_high - definitions.goalpost_low) as expected
    from {{ ref('score_shrinkage') }} as shrinkage
    inner join {{ ref('score_priors') }} as priors
        on shrinkage.period = priors.period and shrinkage.indicator_id = priors.indicator_id
    inner join {{ ref('score_definitions') }} as definitions
        on shrinkage.period = definitions.period and shrinkage.indicator_id = definitions.indicator_id
    inner join {{ ref('score_lens_definitions') }} as lens
        on shrinkage.period = lens.period and shrinkage.indicator_id = lens.indicator_id and lens.lens = {{ default_lens() }}
),

products as (
    select
        period,
        community_id,
        power(sum(found), 2) - sum(power(found, 2)) as found,
        power(sum(expected), 2) - sum(power(expected, 2)) as expected
    from deviations
    group by period, community_id
)

select
    period,
    coalesce(least(greatest(sum(found) / nullif(sum(expected), 0), 0), 1), 0) as likeness
from products
group by period
