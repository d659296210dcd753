{# Photo files as they arrived, once per record that lists them; a file no record lists has one row without a record. #}
select
    photos.photo_id,
    listed.record_id,
    records.member_id,
    records.community_id,
    photos.sha256,
    photos.taken_at,
    photos.lat,
    photos.lon,
    photos.opens,
    photos.pdq_quality,
    photos.is_screenshot
from {{ ref('stg_photos') }} as photos
left join {{ ref('core_record_photos') }} as listed on photos.photo_id = listed.photo_id
left join {{ ref('core_service_records') }} as records on listed.record_id = records.record_id
