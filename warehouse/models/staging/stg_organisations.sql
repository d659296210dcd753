{{ current_rows(
    'organisations',
    key=['organisation_id'],
    columns=[
        'organisation_id', 'community_id', 'kind', 'has_party_branch', 'agreement_from', 'agreement_to'
    ]
) }}
