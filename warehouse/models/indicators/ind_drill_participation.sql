{# A drill whose participants nobody counted has shown none: leaving the number out must not help. #}
with
held as (
    select *
    from {{ ref('core_drills') }}
    where held and expected_participants > 0
)

{{ evidence_rows(
    'held', 'drills', 'drill_id',
    numerator='least(coalesce(participants, 0), expected_participants)', denominator='expected_participants',
    occurred_on='drill_date'
) }}
