{# Reads published tables only, and so stays a view in the published file: a row counts in every period that holds its day.
   The evidence of a frozen period was frozen with it. #}
select
    periods.period,
    evidence.community_id,
    evidence.indicator_id,
    evidence.source,
    evidence.batch_id,
    evidence.row_number,
    evidence.record_id,
    evidence.contribution
from {{ ref('evidence_rows') }} as evidence
inner join {{ ref('periods') }} as periods on evidence.occurred_on between periods.starts_on and periods.ends_on
inner join {{ ref('period_states') }} as states on periods.period = states.period
where evidence.period is null and not states.frozen
union all
select
    period,
    community_id,
    indicator_id,
    source,
    batch_id,
    row_number,
    record_id,
    contribution
from {{ ref('evidence_rows') }}
where period is not null
