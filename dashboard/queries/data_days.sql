-- question: How many rows arrived each day, and how many must be mended?
-- scope: clerk=all committee=all
select
    cast(received_at as date) as received_on,
    sum(rows_accepted) as rows_accepted,
    sum(rows_quarantined) as rows_quarantined
from published.batches
group by received_on
order by received_on
