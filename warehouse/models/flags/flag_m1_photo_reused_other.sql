{# A group photo shared inside one activity is information. #}
{{ photo_reused(
    'M1',
    condition='not matches.same_member and not (matches.same_activity and matches.same_day)'
) }}
