-- question: How many rows arrived each day, and how many must be mended?
-- scope: clerk=inside committee=inside
select
    cast(received_at as date) as received_on,
    sum(rows_accepted) as rows_accepted,
    sum(rows_quarantined) as rows_quarantined
from published.batches
where $inside is null or list_contains($inside, community_id)
group by received_on
order by received_on
