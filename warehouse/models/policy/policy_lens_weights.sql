{{ in_force(
    'lens_weights',
    key=['lens', 'node', 'indicator_id'],
    changing={'weight': 'double'},
    keeping=[]
) }}
