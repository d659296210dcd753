{# A demand still inside its 24 hours is not yet due. #}
with
demands as (
    select
        demand_id,
        community_id,
        cast(raised_at as date) as raised_on,
        {{ hours_between('raised_at', 'responded_at') }} as hours_to_response,
        {{ hours_between('raised_at', as_of()) }} as hours_waited,
        {{ parameter('demand_response_rate', 'due_hours') }} as due_hours,
        batch_id,
        row_number
    from {{ ref('stg_demands') }}
),

due as (
    select *
    from demands
    where hours_to_response <= due_hours or hours_waited >= due_hours
)

{{ evidence_rows(
    'due', 'demands', 'demand_id',
    numerator=one_if('hours_to_response <= due_hours'), denominator='1', occurred_on='raised_on'
) }}
