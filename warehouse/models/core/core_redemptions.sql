select
    reservations.step_id as redemption_id,
    confirmations.position,
    reservations.account,
    reservations.offer_id,
    reservations.action,
    reservations.points,
    reservations.to_account,
    confirmations.said_at as confirmed_at
from {{ ref('stg_redemptions') }} as reservations
inner join {{ ref('stg_redemptions') }} as confirmations on reservations.step_id = confirmations.answers
where confirmations.kind = 'confirmed'
