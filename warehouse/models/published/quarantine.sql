select
    batch_id,
    source,
    file_name,
    sheet,
    row_number,
    key,
    rule,
    column_name,
    value,
    reason_zh,
    reason_en,
    state,
    community_id
from {{ ref('core_quarantine') }}
