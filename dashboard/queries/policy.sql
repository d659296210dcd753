-- question: Which numbers of policy hold, from when until when?
-- scope: public
select
    table_name,
    row_key,
    column_name,
    value,
    unit,
    valid_from,
    valid_to,
    name_zh,
    name_en,
    changeable
from published.policy
order by table_name, row_key, column_name, valid_from
