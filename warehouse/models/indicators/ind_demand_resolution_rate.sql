{# A demand still inside its 15 days is not yet due. #}
with
demands as (
    select
        demand_id,
        community_id,
        cast(raised_at as date) as raised_on,
        {{ hours_between('raised_at', 'resolved_at') }} / 24 as days_to_resolution,
        {{ hours_between('raised_at', as_of()) }} / 24 as days_waited,
        {{ parameter('demand_resolution_rate', 'due_days') }} as due_days,
        batch_id,
        row_number
    from {{ ref('stg_demands') }}
),

due as (
    select *
    from demands
    where days_to_resolution <= due_days or days_waited >= due_days
)

{{ evidence_rows(
    'due', 'demands', 'demand_id',
    numerator=one_if('days_to_resolution <= due_days'), denominator='1', occurred_on='raised_on'
) }}
