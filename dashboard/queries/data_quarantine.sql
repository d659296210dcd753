-- question: Which rows must be mended, and what is wrong with each?
-- scope: clerk=inside
select
    file_name,
    sheet,
    source,
    row_number,
    key,
    column_name,
    value,
    rule,
    reason_code,
    reason_values
from published.quarantine
where state = 'open' and ($inside is null or list_contains($inside, community_id))
order by file_name, sheet, row_number, column_name
