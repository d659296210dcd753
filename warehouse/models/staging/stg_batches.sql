select
    batch_id,
    source,
    file_name,
    sheet,
    profile,
    rows_read,
    rows_accepted,
    rows_quarantined,
    rows_repeated,
    status,
    reason_zh,
    reason_en,
    received_at,
    community_id
from {{ source('landing', 'batches') }}
