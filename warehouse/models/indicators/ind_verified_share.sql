with
declared as (
    select
        records.record_id,
        records.community_id,
        records.service_date,
        records.declared_hours,
        evidence.verified_hours,
        records.batch_id,
        records.row_number
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    where records.declared_hours > 0
)

{{ evidence_rows(
    'declared', 'service_logs', 'record_id',
    numerator='coalesce(verified_hours, 0)', denominator='declared_hours', occurred_on='service_date'
) }}
