{{ in_force(
    'dimensions',
    key=['dimension'],
    changing={'weight': 'double'},
    keeping=['name_zh', 'name_en', 'position']
) }}
