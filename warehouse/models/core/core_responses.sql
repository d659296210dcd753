{# How fast was responded: to one incident, or on the mean to as many as the row stands for. #}
select
    incident_id,
    community_id,
    occurred_at,
    responded_at,
    coalesce(responses, 1) as responses,
    batch_id,
    row_number
from {{ ref('stg_incidents') }}
