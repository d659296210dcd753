-- question: Which photos came with this record?
-- scope: auditor=all
select
    community_id,
    photo_id,
    sha256,
    taken_at,
    opens,
    is_screenshot
from published.photos
where record_id = $record
order by taken_at nulls last, photo_id
