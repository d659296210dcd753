{{ current_rows(
    'drills',
    key=['drill_id'],
    columns=[
        'drill_id', 'community_id', 'scenario', 'form', 'announced', 'not_held_reason', 'scheduled_on',
        'conducted_at', 'alarm_at', 'first_response_at', 'assembled_at', 'all_clear_at', 'target_minutes',
        'expected_participants', 'participants', 'residents', 'vulnerable_listed', 'vulnerable_reached', 'evaluator',
        'objectives'
    ]
) }}
