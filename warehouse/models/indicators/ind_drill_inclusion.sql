{# Who is listed and not counted as reached has not been shown to be: leaving the number out must not help. #}
with
held as (
    select *
    from {{ ref('core_drills') }}
    where held and vulnerable_listed > 0
)

{{ evidence_rows(
    'held', 'drills', 'drill_id',
    numerator='least(coalesce(vulnerable_reached, 0), vulnerable_listed)', denominator='vulnerable_listed',
    occurred_on='drill_date'
) }}
