-- question: How many required drills and supply lines are overdue, in how many communities, and for how many is nothing known?
-- scope: committee=all auditor=all
select
    overdue.kind,
    count(case when overdue.status = 'overdue' then 1 end) as lines,
    count(distinct case when overdue.status = 'overdue' then overdue.community_id end) as communities,
    count(distinct case when overdue.status <> 'overdue' then overdue.community_id end) as unknown
from published.overdue as overdue
inner join published.communities as communities on overdue.community_id = communities.community_id
where $district in ('all', communities.district)
group by overdue.kind
order by overdue.kind
