{{ current_rows(
    'members',
    key=['member_id'],
    columns=[
        'member_id', 'actor', 'home_community_id', 'work_unit_id', 'assignment', 'household_id', 'age_band', 'skills',
        'reported_on', 'digital_access'
    ]
) }}
