select
    redemption_id,
    position,
    account,
    case when split_part(account, ':', 1) = 'member' then substr(account, strpos(account, ':') + 1) end as member_id,
    offer_id,
    action,
    points,
    to_account,
    confirmed_at
from {{ ref('core_redemptions') }}
