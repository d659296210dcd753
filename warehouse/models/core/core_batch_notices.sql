select
    notices.*,
    batches.file_name,
    batches.source
from {{ ref('stg_batch_notices') }} as notices
left join {{ ref('stg_batches') }} as batches on notices.batch_id = batches.batch_id
