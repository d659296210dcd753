-- question: Who is party to these records and therefore cannot decide on them?
-- scope: auditor=all committee=all
-- persons: auditor committee
-- Whoever grades service in a community manages it.
select
    records.record_id,
    records.community_id,
    records.member_id,
    graded.reviewer_id
from published.service_records as records
left join (
    select distinct
        community_id,
        reviewer_id
    from published.service_records
    where reviewer_id is not null
) as graded
    on records.community_id = graded.community_id
where list_contains($records, records.record_id)
