select
    batch_id,
    code,
    column_name,
    count,
    zh,
    en
from {{ source('landing', 'batch_notices') }}
