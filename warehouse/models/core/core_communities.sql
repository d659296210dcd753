{# A community belongs to the narrowest peer group with at least 8 members: setting and kind, else the rest of its
   setting, else the rest of all. #}
{% set smallest_group = 8 %}
with
mentioned as (
    select distinct community_id
    from {{ ref('core_source_days') }}
    where community_id is not null
),

sizes_by_kind as (
    select
        setting,
        kind,
        count(*) as members
    from {{ ref('stg_communities') }}
    where setting is not null and kind is not null
    group by setting, kind
),

narrowest as (
    select
        communities.community_id,
        communities.setting,
        case when sizes.members >= {{ smallest_group }} then communities.setting || '/' || communities.kind end as kind_group
    from {{ ref('stg_communities') }} as communities
    left join sizes_by_kind as sizes on communities.setting = sizes.setting and communities.kind = sizes.kind
),

sizes_by_setting as (
    select
        setting,
        count(*) as members
    from narrowest
    where setting is not null and kind_group is null
    group by setting
),

grouped as (
    select
        narrowest.community_id,
        coalesce(
            narrowest.kind_group,
            case when sizes.members >= {{ smallest_group }} then narrowest.setting end,
            'all'
        ) as peer_group
    from narrowest
    left join sizes_by_setting as sizes on narrowest.setting = sizes.setting
)

select
    mentioned.community_id,
    coalesce(communities.name, mentioned.community_id) as name,
    communities.district,
    communities.street,
    communities.kind,
    communities.setting,
    communities.residents,
    communities.households,
    communities.elderly_share,
    communities.staff,
    communities.grids,
    communities.grids_with_branch,
    communities.party_groups,
    communities.registered_members,
    communities.reported_members,
    communities.org_tiers,
    communities.lat,
    communities.lon,
    communities.area_km2,
    communities.plan_updated_on,
    communities.responsibility_list_updated_on,
    coalesce(grouped.peer_group, 'all') as peer_group,
    communities.community_id is not null as is_known,
    communities.batch_id,
    communities.row_number
from mentioned
left join {{ ref('stg_communities') }} as communities on mentioned.community_id = communities.community_id
left join grouped on mentioned.community_id = grouped.community_id
