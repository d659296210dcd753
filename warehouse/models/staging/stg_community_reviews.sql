{{ current_rows(
    'community_reviews',
    key=['record_id'],
    columns=[
        'record_id', 'reviewer_id', 'grade', 'excellent', 'reviewed_at', 'comment'
    ]
) }}
