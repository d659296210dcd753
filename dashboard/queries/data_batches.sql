-- question: Which files came, and what became of them?
-- scope: clerk=inside committee=inside
select
    batch_id,
    file_name,
    sheet,
    source,
    status,
    rows_read,
    rows_accepted,
    rows_quarantined,
    rows_repeated,
    profile,
    reason_code,
    reason_values,
    received_at,
    community_id
from published.batches
where $inside is null or list_contains($inside, community_id)
order by received_at desc, file_name, source
