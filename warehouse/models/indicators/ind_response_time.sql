with
timed as (
    select
        incident_id,
        community_id,
        cast(occurred_at as date) as occurred_on,
        responded_at is null as is_open,
        greatest({{ minutes_between('occurred_at', 'coalesce(responded_at, ' ~ as_of() ~ ')') }}, 0) as minutes,
        responses,
        batch_id,
        row_number
    from {{ ref('core_responses') }}
    where occurred_at < {{ as_of() }}
)

{{ evidence_rows(
    'timed', 'incidents', 'incident_id',
    value='minutes', occurred_on='occurred_on', censored='is_open', weight='responses'
) }}
