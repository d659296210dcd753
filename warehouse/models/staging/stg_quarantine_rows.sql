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
    entry
from {{ source('landing', 'quarantine_rows') }}
