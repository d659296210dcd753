-- question: Where else were photos of these records used?
-- scope: auditor=all
-- persons: auditor
select
    records.community_id,
    matches.*,
    others.started_at as other_started_at,
    others.community_id as other_community_id,
    others.member_id as other_member_id
from published.photo_matches as matches
inner join published.service_records as records on matches.record_id = records.record_id
inner join published.service_records as others on matches.other_record_id = others.record_id
where list_contains($records, matches.record_id)
order by matches.record_id, matches.photo_id, matches.distance, matches.other_record_id, matches.other_photo_id
