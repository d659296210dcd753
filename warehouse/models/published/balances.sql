with
balances as (
    select
        *,
        {{ holder_of('account', ['member']) }} as member_id,
        {{ holder_of('account', ['enterprise', 'social']) }} as organisation_id
    from {{ ref('points_balances') }}
)

{{ published_from('balances') }}
