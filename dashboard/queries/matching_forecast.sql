-- question: How many people would an activity draw, and would that be too many for its places or the hours it needs?
-- scope: committee=all community=community_id
select
    crowds.community_id,
    communities.name as community_name,
    crowds.category,
    crowds.expected_people,
    crowds.past_activities,
    crowds.is_own,
    crowds.max_hours_ratio,
    crowds.expected_people * $planned_hours / $hours_needed as expected_hours_ratio,
    crowds.expected_people > $places as exceeds_places,
    crowds.expected_people * $planned_hours > crowds.max_hours_ratio * $hours_needed as exceeds_hours
from published.expected_crowds as crowds
left join published.communities as communities on crowds.community_id = communities.community_id
where crowds.category = $category and crowds.community_id = $community
