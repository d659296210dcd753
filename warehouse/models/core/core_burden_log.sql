select
    entry_id,
    community_id,
    kind,
    form_id,
    resident_id,
    matter,
    fields,
    requested_by,
    happened_at,
    outcome,
    batch_id,
    row_number
from {{ ref('stg_burden_log') }}
