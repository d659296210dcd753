-- question: How fresh is each source?
-- scope: clerk=inside committee=inside
select
    source,
    count(distinct file_name) as files,
    sum(rows_accepted) as rows_accepted,
    sum(rows_quarantined) as rows_quarantined,
    max(received_at) as received_at
from published.batches
where source is not null and source <> ''
and ($inside is null or list_contains($inside, community_id))
group by source
order by received_at
