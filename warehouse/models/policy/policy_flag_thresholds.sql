{{ in_force(
    'flag_thresholds',
    key=['flag_code', 'parameter', 'category'],
    changing={'value': 'double'},
    keeping=['unit', 'zh', 'en'],
    ends=false
) }}
