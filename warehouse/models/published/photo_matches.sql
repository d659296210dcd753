select
    photo_id,
    other_photo_id,
    distance,
    orientation,
    record_id,
    other_record_id,
    same_member,
    same_activity,
    same_day,
    other_is_earlier
from {{ ref('core_photo_matches') }}
