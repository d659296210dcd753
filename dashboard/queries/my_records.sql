-- question: What are these records of mine, and what became of them?
-- scope: member=member_id
-- persons: member
select
    records.record_id,
    records.member_id,
    records.community_id,
    communities.name as community_name,
    records.activity_title,
    records.category,
    records.started_at,
    records.declared_hours,
    records.verified_hours,
    records.points
from published.service_records as records
left join published.communities as communities on records.community_id = communities.community_id
where list_contains($records, records.record_id)
order by records.started_at desc, records.record_id
