{{ current_rows(
    'trainings',
    key=['training_id', 'member_id'],
    columns=[
        'training_id', 'community_id', 'member_id', 'topic', 'hours', 'passed', 'held_on'
    ]
) }}
