{# One row per photo a record lists; a photo that never arrived has a row too, so that its absence is known. #}
with
listed as (
    {{ split_rows(ref('stg_service_logs'), ['record_id'], 'photo_ids', 'photo_id') }}
),

distinct_listed as (
    select distinct
        record_id,
        photo_id
    from listed
)

select
    distinct_listed.record_id,
    distinct_listed.photo_id,
    photos.sha256,
    photos.opens,
    photos.pdq_quality,
    photos.taken_at,
    photos.lat as photo_lat,
    photos.lon as photo_lon,
    photos.is_screenshot,
    photos.photo_id is not null as arrived
from distinct_listed
left join {{ ref('stg_photos') }} as photos on distinct_listed.photo_id = photos.photo_id
