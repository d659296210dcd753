select
    position,
    step_id,
    kind,
    answers,
    account,
    offer_id,
    action,
    points,
    to_account,
    said_at
from {{ source('landing', 'redemptions') }}
