with
answered as (
    select
        demand_id,
        community_id,
        cast(raised_at as date) as raised_on,
        satisfied,
        batch_id,
        row_number
    from {{ ref('stg_demands') }}
    where satisfied in ('yes', 'no')
)

{{ evidence_rows(
    'answered', 'demands', 'demand_id',
    numerator=one_if("satisfied = 'yes'"), denominator='1', occurred_on='raised_on'
) }}
