{{ current_rows(
    'organisation_actions',
    key=['action_id'],
    columns=[
        'action_id', 'organisation_id', 'community_id', 'kind', 'happened_at', 'value'
    ]
) }}
