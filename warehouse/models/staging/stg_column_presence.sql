select
    source,
    column_name,
    filled
from {{ source('landing', 'column_presence') }}
