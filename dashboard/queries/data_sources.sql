-- question: How fresh is each source?
-- scope: clerk=all committee=all
select
    source,
    count(distinct file_name) as files,
    sum(rows_accepted) as rows_accepted,
    sum(rows_quarantined) as rows_quarantined,
    max(received_at) as received_at
from published.batches
where source is not null and source <> ''
group by source
order by received_at
