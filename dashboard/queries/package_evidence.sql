-- question: Which rows stand behind the community's indicators of the period?
-- scope: auditor=all committee=all
-- Only service records by name: the key of another source may be a person's.
select
    evidence.period,
    evidence.community_id,
    evidence.indicator_id,
    evidence.source,
    batches.file_name,
    evidence.row_number,
    evidence.batch_id,
    case when evidence.source = 'service_logs' then evidence.record_id end as record_id,
    evidence.contribution
from published.indicator_evidence as evidence
left join published.batches as batches on evidence.batch_id = batches.batch_id
where evidence.community_id = $community and evidence.period = $period
order by evidence.indicator_id, evidence.source, evidence.batch_id, evidence.row_number
