with
held as (
    select
        drill_id,
        community_id,
        drill_date,
        least(vulnerable_reached, vulnerable_listed) as vulnerable_reached,
        vulnerable_listed,
        batch_id,
        row_number
    from {{ ref('core_drills') }}
    where held and vulnerable_reached is not null and vulnerable_listed > 0
)

{{ evidence_rows(
    'held', 'drills', 'drill_id',
    numerator='vulnerable_reached', denominator='vulnerable_listed', occurred_on='drill_date'
) }}
