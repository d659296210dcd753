{{ current_rows(
    'burden_log',
    key=['entry_id'],
    columns=[
        'entry_id', 'community_id', 'kind', 'form_id', 'resident_id', 'matter', 'fields', 'requested_by',
        'happened_at', 'outcome'
    ]
) }}
