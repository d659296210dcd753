{# A demand still inside its 15 days is not yet due. #}
with
due as (
    {{ due_rows('stg_demands', 'raised_at', 'resolved_at', parameter('demand_resolution_rate', 'due_days') ~ ' * 24') }}
)

{{ evidence_rows(
    'due', 'demands', 'demand_id',
    numerator=one_if('is_in_time'), denominator='1', occurred_on='raised_at'
) }}
