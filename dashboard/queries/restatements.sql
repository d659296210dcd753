-- question: What did each restatement of this period change, and what had arrived since?
-- scope: committee=all auditor=all community=community_id
select
    restatements.restatement,
    restatements.community_id,
    communities.name,
    communities.district,
    restatements.subject,
    indicators.name_zh,
    indicators.name_en,
    restatements.old_value,
    restatements.new_value,
    restatements.causes
from published.restatements as restatements
left join published.communities as communities on restatements.community_id = communities.community_id
left join published.indicators as indicators on restatements.subject = indicators.indicator_id
where restatements.period = $period
order by
    restatements.restatement desc,
    case restatements.subject when 'rank' then 1 when 'total' then 2 else 3 end,
    communities.name,
    restatements.subject
