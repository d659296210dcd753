select
    record_id,
    first_record_id
from {{ ref('flag_photo_groups') }}
