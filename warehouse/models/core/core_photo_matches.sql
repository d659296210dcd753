{# Near-identical photos on different records, each pair in both directions so that either record finds its twin. The
   earlier use, by submission, else end, else start, is the origin. #}
with
arrivals as (
    select
        photos.photo_id,
        batches.received_at
    from {{ ref('stg_photos') }} as photos
    inner join {{ ref('stg_batches') }} as batches on photos.batch_id = batches.batch_id
),

-- A photo sent again with other bytes was compared anew: what had been found for its id was found for another picture.
pairs as (
    select
        pairs.photo_id,
        pairs.other_photo_id,
        pairs.distance,
        pairs.orientation
    from {{ ref('stg_photo_neighbours') }} as pairs
    inner join {{ ref('stg_batches') }} as batches on pairs.batch_id = batches.batch_id
    inner join arrivals as mine on pairs.photo_id = mine.photo_id
    inner join arrivals as other on pairs.other_photo_id = other.photo_id
    where batches.received_at >= mine.received_at and batches.received_at >= other.received_at
),

neighbours as (
    select
        photo_id,
        other_photo_id,
        distance,
        orientation
    from pairs
    union all
    select
        other_photo_id as photo_id,
        photo_id as other_photo_id,
        distance,
        orientation
    from pairs
),

nearest as (
    select
        photo_id,
        other_photo_id,
        min(distance) as distance,
        min_by(orientation, distance) as orientation
    from neighbours
    where photo_id <> other_photo_id
    group by photo_id, other_photo_id
),

uses as (
    select
        photos.photo_id,
        records.record_id,
        records.member_id,
        records.activity_id,
        records.service_date,
        {{ used_at('records') }} as used_at
    from {{ ref('core_record_photos') }} as photos
    inner join {{ ref('core_service_records') }} as records on photos.record_id = records.record_id
),

-- A photo id listed twice is the same file twice.
listed_again as (
    select
        uses.photo_id,
        uses.photo_id as other_photo_id,
        0 as distance,
        'same' as orientation
    from uses
    group by uses.photo_id
    having count(*) > 1
),

links as (
    select * from nearest
    union all
    select * from listed_again
)

select
    links.photo_id,
    links.other_photo_id,
    cast(links.distance as integer) as distance,
    links.orientation,
    mine.record_id,
    other.record_id as other_record_id,
    coalesce(mine.member_id = other.member_id, false) as same_member,
    coalesce(mine.activity_id = other.activity_id, false) as same_activity,
    coalesce(mine.service_date = other.service_date, false) as same_day,
    other.used_at < mine.used_at or (other.used_at = mine.used_at and other.record_id < mine.record_id) as other_is_earlier
from links
inner join uses as mine on links.photo_id = mine.photo_id
inner join uses as other on links.other_photo_id = other.photo_id
where mine.record_id <> other.record_id
