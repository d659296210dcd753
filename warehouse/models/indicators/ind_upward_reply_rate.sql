{# "Read" is no reply. A report still inside its week is not yet due. #}
with
due as (
    {{ due_rows(
        'stg_upward_reports',
        'raised_at',
        "case when reply_kind = 'substantive' then replied_at end",
        parameter('upward_reply_rate', 'due_days') ~ ' * 24'
    ) }}
)

{{ evidence_rows(
    'due', 'upward_reports', 'report_id',
    numerator=one_if('is_in_time'), denominator='1', occurred_on='raised_at'
) }}
