{# A report without a substantive reply is open to this day, closed or not. #}
with
reports as (
    select
        report_id,
        community_id,
        raised_at,
        case when reply_kind = 'substantive' then replied_at end as replied_at,
        batch_id,
        row_number
    from {{ ref('stg_upward_reports') }}
    where raised_at < {{ as_of() }}
),

timed as (
    select
        report_id,
        community_id,
        cast(raised_at as date) as raised_on,
        replied_at is null as is_open,
        greatest({{ hours_between('raised_at', 'coalesce(replied_at, ' ~ as_of() ~ ')') }}, 0) as hours,
        batch_id,
        row_number
    from reports
)

{{ evidence_rows(
    'timed', 'upward_reports', 'report_id',
    value='hours', occurred_on='raised_on', censored='is_open'
) }}
