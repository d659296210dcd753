{{ current_rows(
    'activities',
    key=['activity_id'],
    columns=[
        'activity_id', 'community_id', 'grid', 'title', 'category', 'skill', 'opens_at', 'starts_at', 'ends_at',
        'capacity', 'hours_needed', 'lat', 'lon', 'code', 'demand_id', 'organisation_id'
    ]
) }}
