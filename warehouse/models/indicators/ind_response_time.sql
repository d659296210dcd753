with
timed as (
    select
        *,
        greatest({{ minutes_between('occurred_at', 'coalesce(responded_at, ' ~ as_of() ~ ')') }}, 0) as minutes
    from {{ ref('core_responses') }}
    where occurred_at < {{ as_of() }}
)

{{ evidence_rows(
    'timed', 'incidents', 'incident_id',
    value='minutes', occurred_on='occurred_at', censored='responded_at is null', weight='responses'
) }}
