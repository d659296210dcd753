with
records as (
    {{ with_thresholds(ref('core_service_records'), 'M4', ['max_distance_m']) }}
),

-- A camera that writes 0,0 wrote no place.
photos as (
    select
        photos.record_id,
        photos.photo_id,
        {{ haversine_m('photos.photo_lat', 'photos.photo_lon', 'records.activity_lat', 'records.activity_lon') }} as distance_m
    from {{ ref('core_record_photos') }} as photos
    inner join records on photos.record_id = records.record_id
    where photos.photo_lat is not null and not (photos.photo_lat = 0 and photos.photo_lon = 0)
),

furthest as (
    select
        record_id,
        max(distance_m) as distance_m,
        max_by(photo_id, distance_m) as photo_id
    from photos
    group by record_id
),

judged as (
    select
        records.record_id,
        furthest.distance_m > records.max_distance_m as is_raised,
        case when furthest.distance_m is not null then 'm4_distance' end as finding_code,
        furthest.distance_m,
        records.max_distance_m,
        furthest.photo_id as evidence,
        case
            when records.photos_listed = 0 then 'photo_ids'
            when records.photos_arrived = 0 then 'photos'
            when furthest.record_id is null then 'photo_lat;photo_lon'
            when furthest.distance_m is null then 'activity_lat;activity_lon'
        end as missing_input
    from records
    left join furthest on records.record_id = furthest.record_id
)

{{ flag_rows(
    'M4',
    'judged',
    observed=['distance_m'],
    limits=['max_distance_m']
) }}
