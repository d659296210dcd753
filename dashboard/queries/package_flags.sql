-- question: What did each rule find on these records?
-- scope: auditor=all committee=all
select
    records.community_id,
    flags.*
from published.record_flags as flags
inner join published.service_records as records on flags.record_id = records.record_id
where list_contains($records, flags.record_id)
order by flags.record_id, flags.flag_code
