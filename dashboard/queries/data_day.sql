-- question: What arrived on the newest day?
-- scope: clerk=inside committee=inside
select
    cast(received_at as date) as received_on,
    count(distinct file_name) as files,
    sum(rows_accepted) as rows_accepted,
    count(*) filter (where status = 'refused') as refused,
    count(*) filter (where status = 'held') as held
from published.batches
where $inside is null or list_contains($inside, community_id)
group by received_on
order by received_on desc
limit 1
