{{ current_rows(
    'resident_ratings',
    key=['rating_id'],
    columns=[
        'rating_id', 'community_id', 'record_id', 'activity_id', 'respondent_id', 'item', 'score', 'scale_min',
        'scale_max', 'rated_at', 'channel', 'text'
    ]
) }}
