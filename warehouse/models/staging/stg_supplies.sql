{{ current_rows(
    'supplies',
    key=['community_id', 'item', 'checked_on'],
    columns=[
        'community_id', 'kind', 'item', 'quantity', 'minimum', 'expires_on', 'checked_on'
    ]
) }}
