{{ current_rows(
    'drill_findings',
    key=['finding_id'],
    columns=[
        'finding_id', 'drill_id', 'text', 'owner', 'due_on', 'closed_on', 'verified_by_drill_id'
    ]
) }}
