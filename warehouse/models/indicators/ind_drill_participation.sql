{# A drill whose participants nobody counted has shown none: leaving the number out must not help. #}
with
held as (
    select
        drill_id,
        community_id,
        drill_date,
        least(coalesce(participants, 0), expected_participants) as participants,
        expected_participants,
        batch_id,
        row_number
    from {{ ref('core_drills') }}
    where held and expected_participants > 0
)

{{ evidence_rows(
    'held', 'drills', 'drill_id',
    numerator='participants', denominator='expected_participants', occurred_on='drill_date'
) }}
