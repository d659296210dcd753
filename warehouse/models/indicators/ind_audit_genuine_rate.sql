with
units as (
    select
        records.*,
        units.is_clear,
        units.is_fake,
        units.clear_weight
    from {{ ref('flag_audit_units') }} as units
    inner join {{ ref('core_service_records') }} as records on units.record_id = records.record_id
)

{{ audit_genuine_rate_rows('units') }}
