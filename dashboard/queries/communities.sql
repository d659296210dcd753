-- question: Which communities are there?
-- scope: committee=all auditor=all community=community_id clerk=community_id
select
    community_id,
    name,
    district,
    street,
    kind,
    setting,
    peer_group,
    residents
from published.communities
order by district, name
