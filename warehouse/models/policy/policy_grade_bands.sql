{{ in_force(
    'grade_bands',
    key=['grade'],
    changing={'at_least': 'double'},
    keeping=['name_en', 'below', 'position']
) }}
