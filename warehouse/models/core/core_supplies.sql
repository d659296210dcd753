select
    community_id,
    kind,
    item,
    quantity,
    minimum,
    expires_on,
    checked_on,
    batch_id,
    row_number
from {{ ref('stg_supplies') }}
