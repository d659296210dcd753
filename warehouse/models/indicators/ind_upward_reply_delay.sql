{# A report without a substantive reply is open to this day, closed or not. #}
with
reports as (
    select
        *,
        case when reply_kind = 'substantive' then replied_at end as answered_at
    from {{ ref('stg_upward_reports') }}
    where raised_at < {{ as_of() }}
),

timed as (
    select
        *,
        greatest({{ hours_between('raised_at', 'coalesce(answered_at, ' ~ as_of() ~ ')') }}, 0) as hours
    from reports
)

{{ evidence_rows(
    'timed', 'upward_reports', 'report_id',
    value='hours', occurred_on='raised_at', censored='answered_at is null'
) }}
