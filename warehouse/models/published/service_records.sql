with
credited as (
    select
        record_id,
        sum(points) as points
    from {{ ref('points_ledger') }}
    where record_id is not null and account not like 'system:%'
    group by record_id
)

select
    records.record_id,
    records.member_id,
    records.community_id,
    records.activity_id,
    records.started_at,
    records.declared_hours,
    evidence.verified_hours,
    evidence.evidence_grade,
    evidence.suspicion,
    evidence.audit_state,
    records.period,
    records.batch_id,
    records.row_number,
    records.ended_at,
    records.category,
    records.is_emergency,
    records.channel,
    records.stated_started_at,
    records.time_basis,
    records.claimed_at,
    records.code_scanned_at,
    records.checkout_at,
    records.submitted_at,
    records.reviewed_at,
    records.review_grade,
    records.reviewer_id,
    records.rating_mean,
    records.rating_count,
    records.rating_scope,
    records.lat,
    records.lon,
    records.gps_accuracy_m,
    records.activity_title,
    records.activity_starts_at,
    records.activity_ends_at,
    records.activity_lat,
    records.activity_lon,
    records.site_distance_m,
    records.text,
    records.photo_ids,
    records.witness_id,
    records.witness_confirmed,
    records.actor,
    records.age_band,
    records.work_unit_id,
    records.in_incident,
    suspicion.model_version as suspicion_model,
    suspicion.base_log_odds as suspicion_base,
    suspicion.member_suspicion,
    suspicion.member_contribution,
    credited.points,
    records.decision_id,
    records.decision_verdict,
    records.awaits_second,
    records.file_name,
    records.sheet,
    evidence.genuine_grade,
    evidence.genuine_verified_hours,
    worth.genuine_points * coalesce(shares.earning_share, 1.0) as genuine_points
from {{ ref('core_service_records') }} as records
inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
inner join {{ ref('flag_record_suspicion') }} as suspicion on records.record_id = suspicion.record_id
left join credited on records.record_id = credited.record_id
left join {{ ref('points_record_values') }} as worth on records.record_id = worth.record_id
left join {{ ref('points_earning_shares') }} as shares on records.record_id = shares.record_id
