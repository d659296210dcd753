select
    action_id,
    organisation_id,
    community_id,
    kind,
    happened_at,
    value,
    batch_id,
    row_number
from {{ ref('stg_organisation_actions') }}
