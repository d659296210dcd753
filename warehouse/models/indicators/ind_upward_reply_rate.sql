{# "Read" is no reply. A report still inside its week is not yet due. #}
with
reports as (
    select
        report_id,
        community_id,
        cast(raised_at as date) as raised_on,
        case when reply_kind = 'substantive' then {{ hours_between('raised_at', 'replied_at') }} / 24 end as days_to_reply,
        {{ hours_between('raised_at', as_of()) }} / 24 as days_waited,
        {{ parameter('upward_reply_rate', 'due_days') }} as due_days,
        batch_id,
        row_number
    from {{ ref('stg_upward_reports') }}
),

due as (
    select *
    from reports
    where days_to_reply <= due_days or days_waited >= due_days
)

{{ evidence_rows(
    'due', 'upward_reports', 'report_id',
    numerator=one_if('days_to_reply <= due_days'), denominator='1', occurred_on='raised_on'
) }}
