-- question: What did ingestion decide on its own, and why?
-- scope: clerk=inside committee=inside
-- The same decision on many files is told once.
select
    notices.code,
    notices.column_name,
    notices.code_values,
    sum(notices.count) as cells,
    string_agg(distinct notices.file_name, ', ' order by notices.file_name) as file_names,
    max(batches.received_at) as received_at
from published.notices as notices
left join published.batches as batches on notices.batch_id = batches.batch_id
where $inside is null or list_contains($inside, batches.community_id)
group by notices.code, notices.column_name, notices.code_values
order by received_at desc, notices.code, notices.column_name
