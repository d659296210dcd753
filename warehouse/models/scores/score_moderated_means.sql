{# Sampling variances of means and times: a community's own variance and the pooled one, each with its degrees of freedom,
   so that three equal ratings are not taken for certainty. The floor, a millionth of the goalposts' range, keeps the weights
   of DerSimonian and Laird finite where nothing varies at all. #}
select
    estimates.period,
    estimates.indicator_id,
    estimates.community_id,
    estimates.raw_value,
    greatest(
        (
            {{ policy('pooled_degrees') }} * spreads.within_variance
            + estimates.degrees * coalesce(estimates.own_variance, spreads.within_variance)
        )
        / ({{ policy('pooled_degrees') }} + estimates.degrees) / estimates.effective_n,
        power(1e-6 * (definitions.goalpost_high - definitions.goalpost_low), 2)
    ) as sampling_variance
from {{ ref('score_estimates') }} as estimates
inner join {{ ref('score_spreads') }} as spreads
    on estimates.indicator_id = spreads.indicator_id and estimates.period = spreads.period
inner join {{ ref('score_definitions') }} as definitions
    on estimates.indicator_id = definitions.indicator_id and estimates.period = definitions.period
where estimates.kind in ('m', 't')
