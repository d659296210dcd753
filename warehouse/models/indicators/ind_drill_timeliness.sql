{# A drill with a timed target whose assembly nobody timed has not shown that it kept it. #}
with
timed as (
    select *
    from {{ ref('core_drills') }}
    where held and target_minutes > 0
)

{{ evidence_rows(
    'timed', 'drills', 'drill_id',
    numerator=one_if('assembly_minutes between 0 and target_minutes'), denominator='1', occurred_on='drill_date'
) }}
