with
incidents as (
    select *
    from {{ ref('core_incidents') }}
    where occurred_at is not null
)

{{ evidence_rows(
    'incidents', 'incidents', 'incident_id',
    numerator=one_if('warned_at < occurred_at'), denominator='1', occurred_on='occurred_at'
) }}
