with
answered as (
    select *
    from {{ ref('stg_demands') }}
    where satisfied in ('yes', 'no')
)

{{ evidence_rows(
    'answered', 'demands', 'demand_id',
    numerator=one_if("satisfied = 'yes'"), denominator='1', occurred_on='raised_at'
) }}
