select
    period,
    restatement,
    community_id,
    subject,
    old_value,
    new_value,
    causes
from {{ source('frozen', 'restatements') }}
