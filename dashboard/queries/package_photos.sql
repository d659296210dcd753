-- question: Which photos came with these records?
-- scope: auditor=all
-- persons: auditor
select *
from published.photos
where list_contains($records, record_id)
order by record_id, photo_id
