select
    community_id,
    indicator_id,
    period,
    occurred_on,
    source,
    batch_id,
    row_number,
    record_id,
    contribution
from {{ ref('score_indicator_evidence') }}
