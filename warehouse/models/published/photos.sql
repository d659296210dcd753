select
    photo_id,
    record_id,
    member_id,
    community_id,
    sha256,
    taken_at,
    lat,
    lon,
    opens,
    pdq_quality,
    is_screenshot
from {{ ref('core_photos') }}
