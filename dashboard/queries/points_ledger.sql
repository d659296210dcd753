-- question: What was posted to the member's account, for which record, by which rule?
-- scope: member=member_id
-- persons: member
select
    entries.member_id,
    entries.posted_at,
    entries.kind,
    entries.points,
    entries.hours,
    entries.declared_hours,
    entries.review_grade,
    entries.grade_factor,
    entries.evidence_grade,
    entries.evidence_factor,
    hourly.value as points_per_hour,
    entries.points / nullif(entries.grade_factor * entries.evidence_factor * hourly.value, 0) as counted_hours,
    records.activity_title,
    records.started_at,
    entries.record_id,
    entries.decision_id,
    entries.rule_id,
    entries.rule_version,
    entries.entry_id
from published.ledger as entries
left join published.service_records as records on entries.record_id = records.record_id
left join published.points_rules as hourly
    on
        entries.rule_id = hourly.rule_id and entries.rule_version = hourly.rule_version
        and hourly.parameter = 'points_per_hour'
where entries.account like 'member:%' and cast(extract(year from entries.posted_at) as varchar) = $year
order by entries.posted_at desc, entries.entry_id
