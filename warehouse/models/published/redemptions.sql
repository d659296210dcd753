with
redemptions as (
    select
        *,
        {{ holder_of('account', ['member']) }} as member_id
    from {{ ref('core_redemptions') }}
)

{{ published_from('redemptions') }}
