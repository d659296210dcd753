with
entries as (
    select
        account,
        actor_type,
        points,
        split_part(account, ':', 1) as account_kind,
        substr(account, strpos(account, ':') + 1) as holder,
        {{ is_holder('account') }} as is_spendable,
        {{ is_spending('kind') }} or coalesce(matures_at <= {{ as_of() }}, false) as is_mature
    from {{ ref('points_ledger') }}
),

-- A member's held and honour points are shown beside the account they belong to.
owned as (
    select
        *,
        case when account_kind in ('held', 'honour') then 'member:' || holder else account end as owner_account
    from entries
),

expiring as (
    select
        account,
        min(expires_at) as expires_next
    from {{ ref('points_lots') }}
    where left_points > 0
    group by account
),

balances as (
    select
        owner_account as account,
        max(actor_type) as actor_type,
        max(case when account_kind in ('held', 'honour') then 'member' else account_kind end) as account_kind,
        max(holder) as holder,
        round(
            sum(case when account_kind in ('held', 'honour') or (is_spendable and not is_mature) then 0.0 else points end), 4
        ) as available,
        round(sum(case when is_spendable and not is_mature then points else 0.0 end), 4) as pending,
        round(sum(case when account_kind = 'held' then points else 0.0 end), 4) as held,
        round(sum(case when account_kind = 'honour' then points else 0.0 end), 4) as honour
    from owned
    group by owner_account
)

select
    balances.account,
    balances.actor_type,
    balances.available,
    balances.pending,
    balances.held,
    balances.honour,
    expiring.expires_next,
    case balances.account_kind
        when 'member' then members.home_community_id
        when 'enterprise' then organisations.community_id
        when 'social' then organisations.community_id
        when 'community' then balances.holder
        when 'pool' then balances.holder
    end as community_id
from balances
left join expiring on balances.account = expiring.account
left join {{ ref('core_members') }} as members on balances.holder = members.member_id
left join {{ ref('stg_organisations') }} as organisations on balances.holder = organisations.organisation_id
