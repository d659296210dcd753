-- question: Which required drills and supply lines are overdue today, since when, and where can that not be told?
-- scope: committee=all auditor=all community=community_id
select
    overdue.community_id,
    communities.name,
    communities.district,
    overdue.kind,
    overdue.subject,
    overdue.status,
    overdue.reason,
    overdue.last_on,
    overdue.due_on,
    overdue.days_overdue,
    overdue.quantity,
    overdue.minimum,
    overdue.file_name,
    overdue.row_number
from published.overdue as overdue
inner join published.communities as communities on overdue.community_id = communities.community_id
where
    $district in ('all', communities.district)
    and ($community is null or overdue.community_id = $community)
order by
    overdue.status <> 'overdue',
    overdue.kind,
    overdue.days_overdue desc nulls last,
    communities.name,
    overdue.subject
