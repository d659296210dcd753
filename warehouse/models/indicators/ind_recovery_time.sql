with
timed as (
    select
        incident_id,
        community_id,
        cast(occurred_at as date) as occurred_on,
        recovered_at is null as is_open,
        greatest({{ hours_between('occurred_at', 'coalesce(recovered_at, ' ~ as_of() ~ ')') }} / 24, 0) as days,
        batch_id,
        row_number
    from {{ ref('core_incidents') }}
    where occurred_at < {{ as_of() }}
)

{{ evidence_rows(
    'timed', 'incidents', 'incident_id',
    value='days', occurred_on='occurred_on', censored='is_open'
) }}
