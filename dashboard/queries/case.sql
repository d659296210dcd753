-- question: What was recorded, and what became of it?
-- scope: auditor=all committee=all
-- persons: auditor
select
    records.record_id,
    records.member_id,
    records.reviewer_id,
    records.community_id,
    communities.name as community_name,
    communities.district,
    records.category,
    records.channel,
    records.actor,
    records.age_band,
    records.activity_title,
    records.activity_starts_at,
    records.activity_ends_at,
    records.started_at,
    records.ended_at,
    records.stated_started_at,
    records.time_basis,
    records.claimed_at,
    records.code_scanned_at,
    photos.first_photo_at,
    records.checkout_at,
    records.submitted_at,
    records.reviewed_at,
    records.review_grade,
    records.rating_mean,
    records.rating_count,
    records.declared_hours,
    records.verified_hours,
    records.evidence_grade,
    records.suspicion,
    records.suspicion_base,
    records.member_contribution,
    added.contribution as flags_contribution,
    records.audit_state,
    records.points,
    records.site_distance_m,
    records.gps_accuracy_m,
    records.text,
    records.photo_ids,
    records.file_name,
    records.sheet,
    records.row_number,
    records.batch_id
from published.service_records as records
left join published.communities as communities on records.community_id = communities.community_id
left join (
    select
        record_id,
        min(taken_at) as first_photo_at
    from published.photos
    group by record_id
) as photos
    on records.record_id = photos.record_id
left join (
    select
        record_id,
        sum(contribution) as contribution
    from published.record_flags
    where record_id = $record
    group by record_id
) as added
    on records.record_id = added.record_id
where records.record_id = $record
