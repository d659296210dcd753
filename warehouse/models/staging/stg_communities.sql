{{ current_rows(
    'communities',
    key=['community_id'],
    columns=[
        'community_id', 'name', 'district', 'street', 'kind', 'setting', 'residents', 'households', 'elderly_share',
        'staff', 'grids', 'grids_with_branch', 'party_groups', 'registered_members', 'reported_members', 'org_tiers',
        'lat', 'lon', 'area_km2', 'plan_updated_on', 'responsibility_list_updated_on'
    ]
) }}
