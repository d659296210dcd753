{# Audits that gave no answer are made up for by those of the same draw that did, flagged and unflagged apart: whether a record
   was flagged says most about how it would have been decided. `clear_weight` counts verdicts for or against, `answered_weight`
   also those that could not tell. #}
with
units as (
    select
        samples.record_id,
        samples.sample_period,
        samples.sample_period || '|' || samples.stratum as stratum,
        samples.flagged,
        samples.population,
        samples.inclusion_probability,
        samples.drawn_at,
        decisions.verdict,
        decisions.decided_at,
        {{ one_if('decisions.verdict is not null') }} as is_answered,
        {{ one_if("decisions.verdict in ('genuine', 'not_genuine')") }} as is_clear,
        {{ one_if("decisions.verdict = 'not_genuine'") }} as is_fake
    from {{ ref('core_audit_samples') }} as samples
    left join {{ ref('core_audit_decisions') }} as decisions on samples.record_id = decisions.record_id
)

select
    record_id,
    sample_period,
    stratum,
    flagged,
    population,
    inclusion_probability,
    drawn_at,
    verdict,
    decided_at,
    is_answered,
    is_clear,
    is_fake,
    {% for answer in ('clear', 'answered') -%}
    sum(is_{{ answer }}) over (partition by stratum) as {{ answer }}_in_stratum,
    {{ audit_weight('is_' ~ answer) }} as {{ answer }}_weight,
    {% endfor -%}
    min(is_clear_in_class) over (partition by sample_period) as is_estimable
from (
    select
        *,
        max(is_clear) over (partition by sample_period, flagged) as is_clear_in_class
    from units
) as answered
