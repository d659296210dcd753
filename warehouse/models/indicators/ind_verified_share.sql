with
declared as (
    select
        records.*,
        evidence.verified_hours
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    where records.declared_hours > 0
)

{{ evidence_rows(
    'declared', 'service_logs', 'record_id',
    numerator='coalesce(verified_hours, 0)', denominator='declared_hours', occurred_on='service_date'
) }}
