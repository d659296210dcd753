with
records as (
    select
        records.*,
        evidence.verified_hours
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
)

{{ resident_volunteer_share_rows('records') }}
