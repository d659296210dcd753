-- A row of evidence says when it counts and what it adds; a rate's numerator lies within its denominator.
select
    inputs.indicator_id,
    inputs.source,
    inputs.record_id
from {{ ref('score_indicator_inputs') }} as inputs
inner join {{ ref('policy_indicator_catalogue') }} as catalogue on inputs.indicator_id = catalogue.indicator_id
where
    (inputs.period is null) = (inputs.occurred_on is null)
    or (catalogue.kind in ('r', 'c') and (inputs.numerator is null or inputs.denominator is null))
    or (catalogue.kind in ('m', 't') and inputs.value is null)
    or inputs.denominator < 0
    or (catalogue.kind = 'r' and catalogue.basis = 'sample' and inputs.numerator > inputs.denominator + 1e-9)
