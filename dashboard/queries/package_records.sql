-- question: What was recorded, and what became of it, down to file and row?
-- scope: auditor=all committee=all
-- persons: auditor
select *
from published.service_records
where list_contains($records, record_id)
order by record_id
