select
    position,
    event_id,
    period,
    restatement,
    kind,
    community_id,
    indicator_id,
    record_id,
    answers,
    verdict,
    notice_ends_on,
    said_at
from {{ source('landing', 'period_closings') }}
