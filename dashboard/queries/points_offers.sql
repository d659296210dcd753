-- question: What can points be redeemed for or donated to on this day, and how long is a reservation kept?
-- scope: public
select
    offers.offer_id,
    offers.action,
    offers.receiver,
    offers.zh,
    offers.en,
    coalesce(offers.points, least.value) as points,
    offers.stock,
    offers.valid_from,
    offers.valid_to,
    kept.value as minutes
from published.rewards as offers
inner join published.points_rules as least
    on
        least.parameter = 'least_donation'
        and $today >= least.valid_from
        and $today <= coalesce(least.valid_to, date '9999-12-31')
inner join published.points_rules as kept
    on
        kept.parameter = 'confirm_minutes'
        and $today >= kept.valid_from
        and $today <= coalesce(kept.valid_to, date '9999-12-31')
where $today >= offers.valid_from and $today <= coalesce(offers.valid_to, date '9999-12-31')
order by offers.action desc, offers.points, offers.offer_id
