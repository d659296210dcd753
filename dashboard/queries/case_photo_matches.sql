-- question: Where else was a photo of this record used?
-- scope: auditor=all
-- persons: auditor
select
    records.community_id,
    matches.photo_id,
    matches.other_photo_id,
    others.sha256 as other_sha256,
    matches.distance,
    matches.orientation,
    matches.same_member,
    matches.other_record_id,
    other_records.member_id as other_member_id,
    other_records.started_at as other_started_at,
    other_records.activity_title as other_activity_title,
    other_communities.name as other_community_name,
    matches.other_is_earlier
from published.photo_matches as matches
inner join published.service_records as records on matches.record_id = records.record_id
inner join published.service_records as other_records on matches.other_record_id = other_records.record_id
left join published.communities as other_communities on other_records.community_id = other_communities.community_id
left join published.photos as others
    on matches.other_photo_id = others.photo_id and matches.other_record_id = others.record_id
where matches.record_id = $record
order by matches.photo_id, matches.distance, matches.other_record_id
