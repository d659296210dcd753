select
    community_id,
    name,
    district,
    street,
    kind,
    setting,
    peer_group,
    residents,
    lat,
    lon,
    households,
    staff,
    registered_members,
    reported_members,
    is_known
from {{ ref('core_communities') }}
