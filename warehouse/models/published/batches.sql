select
    batch_id,
    file_name,
    source,
    rows_read,
    rows_accepted,
    rows_quarantined,
    status,
    received_at,
    sheet,
    rows_repeated,
    profile,
    reason_zh,
    reason_en,
    community_id
from {{ ref('core_batches') }}
