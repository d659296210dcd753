select
    account,
    actor_type,
    available,
    pending,
    held,
    expires_next,
    honour,
    case when split_part(account, ':', 1) = 'member' then substr(account, strpos(account, ':') + 1) end as member_id,
    community_id,
    {{ organisation_of('account') }} as organisation_id
from {{ ref('points_balances') }}
