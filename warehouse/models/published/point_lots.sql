select
    account,
    case when split_part(account, ':', 1) = 'member' then substr(account, strpos(account, ':') + 1) end as member_id,
    record_id,
    points,
    usable_from,
    expires_at,
    left_points,
    rule_id,
    rule_version,
    is_announced,
    {{ organisation_of('account') }} as organisation_id
from {{ ref('points_lots') }}
where left_points > 0
