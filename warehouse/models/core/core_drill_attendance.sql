select
    drill_id,
    member_id,
    batch_id,
    row_number
from {{ ref('stg_drill_attendance') }}
