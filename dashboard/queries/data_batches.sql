-- question: Which files came, and what became of them?
-- scope: clerk=all committee=all
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
    reason_zh,
    reason_en,
    received_at
from published.batches
order by received_at desc, file_name, source
