{# By what each indicator was judged in a period: the definition in force, and what all communities said together. Read by
   people alone: it is frozen with the period, while the priors it shows go on telling what the data say today. #}
with
computed as (
    select
        definitions.period,
        definitions.indicator_id,
        definitions.kind,
        definitions.unit,
        definitions.basis,
        definitions.goalpost_low,
        definitions.goalpost_high,
        definitions.mandatory,
        definitions.minimum_n,
        priors.units,
        priors.mean,
        priors.tau2,
        priors.s2,
        priors.mean_n,
        priors.dispersion,
        priors.within_variance
    from {{ ref('score_definitions') }} as definitions
    left join {{ ref('score_priors') }} as priors
        on definitions.period = priors.period and definitions.indicator_id = priors.indicator_id
)

{{ with_frozen_rows('computed', 'score_indicator_terms') }}
