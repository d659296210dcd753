{# How far a community's own evidence counts for itself, per indicator: `weight` is its share in the shrunk value (Marshall's
   rho for rates, the reliability for means and times, 1 for facts), `sampling_variance` the variance of its raw value. #}
select
    estimates.period,
    estimates.indicator_id,
    estimates.community_id,
    estimates.n,
    estimates.numerator,
    estimates.denominator,
    estimates.raw_value,
    case
        when estimates.basis = 'census' then 1.0
        when estimates.kind = 'r'
            then {{ marshall_shrinkage('estimates.denominator', 'priors.mean', 'priors.s2', 'priors.mean_n') }}
        else {{ reliability('priors.tau2', 'means.sampling_variance') }}
    end as weight,
    case
        when estimates.basis = 'census' then 0.0
        when estimates.kind = 'r'
            then
                priors.dispersion * greatest(priors.mean * (1 - priors.mean) - priors.tau2, 0)
                / estimates.denominator
        else means.sampling_variance
    end as sampling_variance
from {{ ref('score_estimates') }} as estimates
inner join {{ ref('score_priors') }} as priors
    on estimates.period = priors.period and estimates.indicator_id = priors.indicator_id
left join {{ ref('score_moderated_means') }} as means
    on
        estimates.period = means.period
        and estimates.indicator_id = means.indicator_id
        and estimates.community_id = means.community_id
