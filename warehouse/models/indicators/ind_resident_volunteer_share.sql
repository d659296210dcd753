with
verified as (
    select
        records.*,
        evidence.verified_hours
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    where evidence.verified_hours > 0 and records.actor is not null
)

{{ evidence_rows(
    'verified', 'service_logs', 'record_id',
    numerator='case when actor = \'resident_volunteer\' then verified_hours else 0 end', denominator='verified_hours',
    occurred_on='service_date'
) }}
