select
    notice_id,
    community_id,
    issued_at,
    received_at,
    acknowledged_at,
    target_residents,
    reached_residents,
    batch_id,
    row_number
from {{ ref('stg_notices') }}
