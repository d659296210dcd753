select
    batch_id,
    file_name,
    source,
    code,
    column_name,
    count,
    zh,
    en
from {{ ref('core_batch_notices') }}
