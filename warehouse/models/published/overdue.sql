select
    overdue.community_id,
    overdue.kind,
    overdue.subject,
    overdue.status,
    overdue.reason,
    overdue.last_on,
    overdue.due_on,
    overdue.days_overdue,
    cast(overdue.quantity as double) as quantity,
    cast(overdue.minimum as double) as minimum,
    batches.file_name,
    batches.sheet,
    overdue.row_number
from {{ ref('core_overdue') }} as overdue
left join {{ ref('core_batches') }} as batches on overdue.batch_id = batches.batch_id
