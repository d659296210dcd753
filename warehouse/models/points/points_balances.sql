with
entries as (
    select
        account,
        actor_type,
        points,
        posted_at,
        record_id,
        substr(account, 1, strpos(account, ':') - 1) as account_kind,
        substr(account, strpos(account, ':') + 1) as holder,
        coalesce(matures_at <= {{ as_of() }}, false) as is_mature
    from {{ ref('points_ledger') }}
),

-- A member's held and honour points are shown beside the account they belong to.
owned as (
    select
        *,
        case when account_kind in ('held', 'honour') then 'member:' || holder else account end as owner_account
    from entries
),

lots as (
    select
        account,
        record_id,
        min(posted_at) as earned_at
    from entries
    where account_kind in ('member', 'household') and is_mature
    group by account, record_id
    having sum(points) > 0
),

expiring as (
    select
        lots.account,
        min(lots.earned_at + cast(rule.value as integer) * interval '1' month) as expires_next
    from lots
    {{ join_rule('rule', 'months_valid', 'cast(lots.earned_at as date)') }}
    group by lots.account
)

select
    owned.owner_account as account,
    max(owned.actor_type) as actor_type,
    sum(case when account_kind not in ('held', 'honour') and (is_mature or account_kind = 'system') then points else 0 end)
        as available,
    sum(case when account_kind in ('member', 'household') and not is_mature then points else 0 end) as pending,
    sum(case when account_kind = 'held' then points else 0 end) as held,
    sum(case when account_kind = 'honour' then points else 0 end) as honour,
    max(expiring.expires_next) as expires_next
from owned
left join expiring on owned.owner_account = expiring.account
group by owned.owner_account
