select
    source,
    column_name,
    filled
from {{ ref('stg_column_presence') }}
