with
timed as (
    select
        *,
        greatest({{ hours_between('issued_at', 'coalesce(acknowledged_at, ' ~ as_of() ~ ')') }}, 0) as hours
    from {{ ref('stg_notices') }}
    where issued_at < {{ as_of() }}
)

{{ evidence_rows(
    'timed', 'notices', 'notice_id',
    value='hours', occurred_on='issued_at', censored='acknowledged_at is null'
) }}
