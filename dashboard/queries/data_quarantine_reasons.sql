-- question: What goes wrong most often?
-- scope: clerk=all committee=all
select
    source,
    column_name,
    reason_zh,
    reason_en,
    count(*) as rows
from published.quarantine
where state = 'open'
group by source, column_name, reason_zh, reason_en
order by rows desc, source, column_name
