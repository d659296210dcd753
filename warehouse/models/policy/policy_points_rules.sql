{{ in_force(
    'points_rules',
    key=['rule_id'],
    changing={'value': 'double'},
    keeping=['actor_type', 'kind', 'parameter', 'unit', 'zh', 'en'],
    version='rule_version'
) }}
