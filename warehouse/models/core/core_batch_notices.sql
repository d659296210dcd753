select
    notices.batch_id,
    batches.file_name,
    batches.source,
    notices.code,
    notices.column_name,
    notices.count,
    notices.zh,
    notices.en
from {{ ref('stg_batch_notices') }} as notices
left join {{ ref('stg_batches') }} as batches on notices.batch_id = batches.batch_id
