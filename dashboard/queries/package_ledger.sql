-- question: Which entries of the ledger hang on these records?
-- scope: auditor=all committee=all
-- An account names a person; its kind says enough, and the person stands in the record.
select
    records.community_id,
    entries.entry_id,
    entries.record_id,
    split_part(entries.account, ':', 1) as account_kind,
    entries.kind,
    entries.points,
    entries.hours,
    entries.rule_id,
    entries.rule_version,
    entries.decision_id,
    entries.declared_hours,
    entries.grade_factor,
    entries.evidence_grade,
    entries.evidence_factor,
    entries.posted_at
from published.ledger as entries
inner join published.service_records as records on entries.record_id = records.record_id
where list_contains($records, entries.record_id)
order by entries.record_id, entries.posted_at, entries.entry_id
