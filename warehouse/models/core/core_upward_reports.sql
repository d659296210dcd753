select
    report_id,
    community_id,
    member_id,
    kind,
    severity,
    raised_at,
    read_at,
    replied_at,
    reply_kind,
    closed_at,
    batch_id,
    row_number
from {{ ref('stg_upward_reports') }}
