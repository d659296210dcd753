{# Beside the sources that are sent: random audits, which an indicator can only rest on once some are decided. #}
select
    source,
    cast(sum(rows) as bigint) as rows,
    min(occurred_on) as first_on,
    max(occurred_on) as last_on
from {{ ref('core_source_days') }}
group by source
union all
select
    'audit_decisions' as source,
    count(*) as rows,
    min(cast(times.started_at as date)) as first_on,
    max(cast(times.started_at as date)) as last_on
from {{ ref('core_audit_samples') }} as samples
inner join {{ ref('core_audit_decisions') }} as decisions on samples.record_id = decisions.record_id
inner join {{ ref('core_record_times') }} as times on samples.record_id = times.record_id
where decisions.verdict in ('genuine', 'not_genuine')
having count(*) > 0
