{# A demand still inside its 24 hours is not yet due. #}
with
due as (
    {{ due_rows('stg_demands', 'raised_at', 'responded_at', parameter('demand_response_rate', 'due_hours')) }}
)

{{ evidence_rows(
    'due', 'demands', 'demand_id',
    numerator=one_if('is_in_time'), denominator='1', occurred_on='raised_at'
) }}
