select
    demand_id,
    community_id,
    category,
    requester_group,
    raised_at,
    dispatched_at,
    accepted_at,
    responded_at,
    resolved_at,
    satisfied,
    channel,
    batch_id,
    row_number
from {{ ref('stg_demands') }}
