{{ in_force(
    'lens_nodes',
    key=['lens', 'node'],
    changing={'weight': 'double'},
    keeping=['parent', 'name_zh', 'name_en', 'position']
) }}
