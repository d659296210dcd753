with
timed as (
    select
        *,
        greatest({{ hours_between('occurred_at', 'coalesce(recovered_at, ' ~ as_of() ~ ')') }} / 24, 0) as days
    from {{ ref('core_incidents') }}
    where occurred_at < {{ as_of() }}
)

{{ evidence_rows(
    'timed', 'incidents', 'incident_id',
    value='days', occurred_on='occurred_at', censored='recovered_at is null'
) }}
