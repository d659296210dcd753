-- question: How many files and rows stand behind this build, and how new are they?
-- scope: public
select
    count(distinct file_name) as files,
    coalesce(sum(rows_accepted), 0) as rows_accepted,
    coalesce(sum(rows_quarantined), 0) as rows_quarantined,
    max(received_at) as received_at
from published.batches
