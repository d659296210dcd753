{# A drill with a timed target whose assembly nobody timed has not shown that it kept it. #}
with
timed as (
    select
        drill_id,
        community_id,
        drill_date,
        assembly_minutes between 0 and target_minutes as in_time,
        batch_id,
        row_number
    from {{ ref('core_drills') }}
    where held and target_minutes > 0
)

{{ evidence_rows(
    'timed', 'drills', 'drill_id',
    numerator=one_if('in_time'), denominator='1', occurred_on='drill_date'
) }}
