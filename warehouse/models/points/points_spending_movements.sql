{# What people gave for goods or donated. It was decided in the operational store and is never decided again. #}
select
    redemptions.redemption_id as record_id,
    redemptions.action as kind,
    redemptions.account as from_account,
    redemptions.to_account,
    redemptions.points,
    0.0 as hours,
    case when redemptions.action = 'redeem' then redeeming.rule_id else donating.rule_id end as rule_id,
    case when redemptions.action = 'redeem' then redeeming.rule_version else donating.rule_version end as rule_version,
    cast(null as varchar) as decision_id,
    redemptions.confirmed_at as posted_at,
    redemptions.confirmed_at as matures_at
from {{ ref('core_redemptions') }} as redemptions
{{ join_rule('redeeming', 'confirm_minutes', 'cast(redemptions.confirmed_at as date)') }}
{{ join_rule('donating', 'least_donation', 'cast(redemptions.confirmed_at as date)') }}
