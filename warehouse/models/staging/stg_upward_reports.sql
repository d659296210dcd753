{{ current_rows(
    'upward_reports',
    key=['report_id'],
    columns=[
        'report_id', 'community_id', 'member_id', 'kind', 'severity', 'raised_at', 'read_at', 'replied_at',
        'reply_kind', 'closed_at'
    ]
) }}
