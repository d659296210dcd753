{# A confirmation repeats what was reserved. #}
select
    answers as redemption_id,
    position,
    account,
    offer_id,
    action,
    points,
    to_account,
    said_at as confirmed_at
from {{ ref('stg_redemptions') }}
where kind = 'confirmed'
