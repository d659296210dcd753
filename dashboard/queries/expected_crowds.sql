-- question: Of which kinds is it known how many people an activity draws, and in which communities?
-- scope: committee=all community=community_id
select
    crowds.community_id,
    communities.name as community_name,
    crowds.category
from published.expected_crowds as crowds
left join published.communities as communities on crowds.community_id = communities.community_id
order by communities.name, crowds.category
