{{ current_rows(
    'incidents',
    key=['incident_id'],
    columns=[
        'incident_id', 'community_id', 'scenario', 'warned_at', 'occurred_at', 'responded_at', 'stabilised_at',
        'recovered_at', 'people_affected', 'people_helped', 'responses', 'lessons_closed_on'
    ]
) }}
