{{ in_force(
    'indicator_catalogue',
    key=['indicator_id'],
    changing={'goalpost_low': 'double', 'goalpost_high': 'double', 'mandatory': 'boolean', 'weight_within': 'double'},
    keeping=[
        'name_zh', 'name_en', 'dimension', 'kind', 'unit', 'direction', 'basis', 'minimum_n', 'needs',
        'study', 'meaning_zh', 'meaning_en', 'why', 'why_en', 'owner', 'built'
    ]
) }}
