-- question: Which communities are there?
-- scope: committee=inside auditor=inside community=inside clerk=inside administrator=inside
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
where $inside is null or list_contains($inside, community_id)
order by district, name
