-- question: How many communities does each alarm concern, and for how many can it not be told?
-- scope: committee=all auditor=all
select
    alarms.alarm,
    count(distinct case when alarms.status = 'raised' then alarms.community_id end) as raised,
    count(distinct case when alarms.status = 'clear' then alarms.community_id end) as clear,
    count(distinct case when alarms.status = 'not_evaluable' then alarms.community_id end) as not_evaluable
from published.alarms as alarms
inner join published.communities as communities on alarms.community_id = communities.community_id
where alarms.period = $period and $district in ('all', communities.district)
group by alarms.alarm
order by alarms.alarm desc
