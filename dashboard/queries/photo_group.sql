-- question: Which records used the same photo, where, when and by whom, the first use first?
-- scope: auditor=all
-- Each record is shown by the photo that is nearest to one of the group, its best known photo where it stands first.
with members as (
    select
        others.record_id,
        others.first_record_id
    from published.photo_groups as this_case
    inner join published.photo_groups as others on this_case.first_record_id = others.first_record_id
    where this_case.record_id = $record
),

nearest as (
    select
        matches.record_id,
        matches.photo_id,
        min(matches.distance) as distance,
        row_number() over (partition by matches.record_id order by min(matches.distance), matches.photo_id) as place
    from published.photo_matches as matches
    inner join members as mine on matches.record_id = mine.record_id
    inner join members as other on matches.other_record_id = other.record_id
    group by matches.record_id, matches.photo_id
)

select
    members.record_id,
    members.record_id = members.first_record_id as is_first,
    records.community_id,
    communities.name as community_name,
    records.member_id,
    records.activity_title,
    records.category,
    records.started_at,
    records.declared_hours,
    records.audit_state,
    nearest.distance,
    photos.sha256
from members
inner join published.service_records as records on members.record_id = records.record_id
left join published.communities as communities on records.community_id = communities.community_id
left join nearest on members.record_id = nearest.record_id and nearest.place = 1
left join published.photos as photos on nearest.record_id = photos.record_id and nearest.photo_id = photos.photo_id
order by is_first desc, records.started_at, members.record_id
