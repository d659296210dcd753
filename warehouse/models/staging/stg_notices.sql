{{ current_rows(
    'notices',
    key=['notice_id', 'community_id'],
    columns=[
        'notice_id', 'community_id', 'issued_at', 'received_at', 'acknowledged_at', 'target_residents',
        'reached_residents'
    ]
) }}
