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
        account like 'member:%' or account like 'household:%' as is_spendable,
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
    where is_spendable and is_mature
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
    round(
        sum(case when owned.account_kind = 'system' or (owned.is_spendable and owned.is_mature) then owned.points else 0 end), 4
    ) as available,
    round(sum(case when owned.is_spendable and not owned.is_mature then owned.points else 0 end), 4) as pending,
    round(sum(case when owned.account_kind = 'held' then owned.points else 0 end), 4) as held,
    round(sum(case when owned.account_kind = 'honour' then owned.points else 0 end), 4) as honour,
    max(expiring.expires_next) as expires_next
from owned
left join expiring on owned.owner_account = expiring.account
group by owned.owner_account
