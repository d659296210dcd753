with
lots as (
    select
        *,
        {{ holder_of('account', ['member']) }} as member_id,
        {{ holder_of('account', ['enterprise', 'social']) }} as organisation_id
    from {{ ref('points_lots') }}
    where left_points > 0
)

{{ published_from('lots') }}
