{# A row that stands for several responses is a mean, not an incident. #}
select
    incident_id,
    community_id,
    scenario,
    warned_at,
    occurred_at,
    responded_at,
    stabilised_at,
    recovered_at,
    people_affected,
    people_helped,
    lessons_closed_on,
    batch_id,
    row_number
from {{ ref('stg_incidents') }}
where responses is null
