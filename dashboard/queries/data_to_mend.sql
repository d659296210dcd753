-- question: How many rows are to be mended, and in how many places?
-- scope: clerk=inside committee=inside
select
    count(distinct (batch_id, row_number)) as rows,
    count(*) as places
from published.quarantine
where state = 'open' and ($inside is null or list_contains($inside, community_id))
