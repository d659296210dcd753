{# Reads published tables only, and so stays a view in the published file: a row counts in every period that holds its day. #}
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
where evidence.period is null
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
