{# Two rows of policy for one thing on one day would count it twice. #}
select
    earlier.table_name,
    earlier.row_key,
    earlier.column_name,
    later.valid_from
from {{ ref('policy') }} as earlier
inner join {{ ref('policy') }} as later
    on
        earlier.table_name = later.table_name
        and earlier.row_key = later.row_key
        and earlier.column_name = later.column_name
        and earlier.valid_from < later.valid_from
where earlier.valid_to is null or earlier.valid_to >= later.valid_from
