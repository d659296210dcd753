-- question: Which rows of which files stand behind one value?
-- scope: committee=all auditor=all community=community_id
-- persons: auditor community
select
    evidence.community_id,
    evidence.source,
    case when evidence.source <> 'members' then evidence.record_id end as record_id,
    case when evidence.source = 'members' then evidence.record_id end as member_id,
    evidence.contribution,
    batches.file_name,
    batches.sheet,
    evidence.row_number,
    batches.received_at
from published.indicator_evidence as evidence
left join published.batches as batches on evidence.batch_id = batches.batch_id
where
    evidence.period = $period
    and evidence.indicator_id = $indicator
    and evidence.community_id = $community
order by batches.file_name, batches.sheet, evidence.row_number
