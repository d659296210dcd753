{# Resolved at any time counts; an open demand counts against the community once the time to resolve it is over. #}
with
raised as (
    select *
    from {{ ref('stg_demands') }}
    where
        requester_group in ('elderly', 'disabled', 'child')
        and (
            resolved_at is not null
            or {{ hours_between('raised_at', as_of()) }} / 24 >= {{ parameter('demand_resolution_rate', 'due_days') }}
        )
)

{{ evidence_rows(
    'raised', 'demands', 'demand_id',
    numerator=one_if('resolved_at is not null'), denominator='1', occurred_on='raised_at'
) }}
