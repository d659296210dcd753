-- question: Which entries of the ledger hang on this record?
-- scope: auditor=all committee=all
select
    records.community_id,
    entries.entry_id,
    entries.account,
    entries.kind,
    entries.points,
    entries.hours,
    entries.rule_id,
    entries.rule_version,
    entries.decision_id,
    entries.posted_at
from published.ledger as entries
inner join published.service_records as records on entries.record_id = records.record_id
where entries.record_id = $record and entries.account not like 'system:%'
order by entries.posted_at, entries.entry_id
