{{ current_rows(
    'demands',
    key=['demand_id'],
    columns=[
        'demand_id', 'community_id', 'category', 'requester_group', 'raised_at', 'dispatched_at', 'accepted_at',
        'responded_at', 'resolved_at', 'satisfied', 'channel'
    ]
) }}
