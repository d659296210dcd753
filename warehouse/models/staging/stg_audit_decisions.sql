select
    decision_id,
    record_id,
    community_id,
    verdict,
    reason_code,
    decided_by,
    decided_at,
    basis
from {{ source('landing', 'audit_decisions') }}
