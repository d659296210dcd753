with
served as (
    select *
    from {{ ref('core_service_records') }}
    where declared_hours > 0 and is_emergency is not null
)

{{ evidence_rows(
    'served', 'service_logs', 'record_id',
    numerator='case when is_emergency then 0 else declared_hours end', denominator='declared_hours',
    occurred_on='service_date'
) }}
