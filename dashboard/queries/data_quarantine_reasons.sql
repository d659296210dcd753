-- question: What goes wrong most often?
-- scope: clerk=inside committee=inside
select
    source,
    column_name,
    reason_zh,
    reason_en,
    count(*) as rows
from published.quarantine
where state = 'open' and ($inside is null or list_contains($inside, community_id))
group by source, column_name, reason_zh, reason_en
order by rows desc, source, column_name
