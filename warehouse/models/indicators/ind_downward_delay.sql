with
timed as (
    select
        notice_id,
        community_id,
        cast(issued_at as date) as issued_on,
        acknowledged_at is null as is_open,
        greatest({{ hours_between('issued_at', 'coalesce(acknowledged_at, ' ~ as_of() ~ ')') }}, 0) as hours,
        batch_id,
        row_number
    from {{ ref('stg_notices') }}
    where issued_at < {{ as_of() }}
)

{{ evidence_rows(
    'timed', 'notices', 'notice_id',
    value='hours', occurred_on='issued_on', censored='is_open'
) }}
