with
entries as (
    select
        *,
        {{ holder_of('account', ['member', 'held', 'honour']) }} as member_id,
        {{ holder_of('account', ['enterprise', 'social']) }} as organisation_id
    from {{ ref('points_ledger') }}
)

{{ published_from('entries') }}
