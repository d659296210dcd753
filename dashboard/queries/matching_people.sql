-- question: Who is proposed for which open task, and why?
-- scope: committee=all community=community_id
-- persons: community
select
    matches.community_id,
    matches.task_id,
    matches.position,
    matches.member_id,
    matches.score,
    matches.skill_matches,
    matches.distance_m,
    matches.spare_hours,
    matches.hours_lately,
    matches.access
from published.task_matches as matches
order by matches.task_id, matches.position
