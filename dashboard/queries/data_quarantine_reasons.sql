-- question: What goes wrong most often?
-- scope: clerk=inside committee=inside
select
    source,
    column_name,
    reason_code,
    reason_values,
    count(*) as rows
from published.quarantine
where state = 'open' and ($inside is null or list_contains($inside, community_id))
group by source, column_name, reason_code, reason_values
order by rows desc, source, column_name
