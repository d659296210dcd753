-- question: Which records of a community fall into a period?
-- scope: auditor=all committee=all
select
    records.record_id,
    records.community_id
from published.service_records as records
inner join published.periods as periods
    on cast(records.started_at as date) between periods.starts_on and periods.ends_on
where records.community_id = $community and periods.period = $period
order by records.record_id
