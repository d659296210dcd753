{# An external evaluation, or a drill nobody was warned of, counts full; what is not known to be either is discounted. #}
with
rated as (
    select
        *,
        case
            when evaluator = 'external' or not announced then objective_mean
            else objective_mean * {{ parameter('drill_objectives', 'unproven_factor') }}
        end as objective_value
    from {{ ref('core_drills') }}
    where held and objective_mean is not null
)

{{ evidence_rows(
    'rated', 'drills', 'drill_id',
    value='objective_value', occurred_on='drill_date', cluster_id='drill_id'
) }}
