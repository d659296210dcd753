with
incidents as (
    select
        incident_id,
        community_id,
        cast(occurred_at as date) as occurred_on,
        warned_at < occurred_at as was_warned,
        batch_id,
        row_number
    from {{ ref('core_incidents') }}
    where occurred_at is not null
)

{{ evidence_rows(
    'incidents', 'incidents', 'incident_id',
    numerator=one_if('was_warned'), denominator='1', occurred_on='occurred_on'
) }}
