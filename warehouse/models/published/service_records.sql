with
credited as (
    select
        record_id,
        sum(points) as points
    from {{ ref('points_ledger') }}
    where record_id is not null and account not like 'system:%'
    group by record_id
),

records as (
    select
        records.*,
        evidence.verified_hours,
        evidence.evidence_grade,
        evidence.suspicion,
        evidence.audit_state,
        suspicion.model_version as suspicion_model,
        suspicion.base_log_odds as suspicion_base,
        suspicion.member_suspicion,
        suspicion.member_contribution,
        credited.points,
        evidence.genuine_grade,
        evidence.genuine_verified_hours,
        worth.genuine_points * coalesce(shares.earning_share, 1.0) as genuine_points
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    inner join {{ ref('flag_record_suspicion') }} as suspicion on records.record_id = suspicion.record_id
    left join credited on records.record_id = credited.record_id
    left join {{ ref('points_record_values') }} as worth on records.record_id = worth.record_id
    left join {{ ref('points_earning_shares') }} as shares on records.record_id = shares.record_id
)

{{ published_from('records') }}
