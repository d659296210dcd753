-- question: Which bonus, penalty and veto items does this community have, on what evidence, and how does its appeal stand?
-- scope: committee=all auditor=all community=community_id
select
    adjustments.community_id,
    adjustments.item,
    adjustments.name_zh,
    adjustments.name_en,
    adjustments.kind,
    adjustments.cases,
    case when adjustments.kind <> 'veto' then adjustments.points end as points,
    adjustments.grade_cap,
    adjustments.reason,
    adjustments.source,
    adjustments.evidence,
    adjustments.appeal
from published.adjustments as adjustments
where adjustments.period = $period and adjustments.community_id = $community
order by adjustments.kind = 'veto' desc, abs(adjustments.points) desc, adjustments.item
