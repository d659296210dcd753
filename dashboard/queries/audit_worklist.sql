-- question: Which records drawn at random wait for somebody to check them?
-- scope: auditor=all committee=all
-- persons: auditor
-- Nothing here says what the rules found: whoever calls should ask everybody alike.
select
    samples.record_id,
    samples.period,
    records.community_id,
    communities.name as community_name,
    communities.district,
    records.member_id,
    records.category,
    records.activity_title,
    records.started_at,
    records.declared_hours,
    records.channel,
    records.witness_id,
    samples.drawn_at
from published.audit_sample as samples
inner join published.service_records as records on samples.record_id = records.record_id
left join published.communities as communities on records.community_id = communities.community_id
where samples.verdict is null
order by communities.district, records.community_id, records.started_at, samples.record_id
