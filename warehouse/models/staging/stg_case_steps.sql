select
    step_id,
    record_id,
    kind,
    decision_id,
    answers,
    said_at
from {{ source('landing', 'case_steps') }}
