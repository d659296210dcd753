with
records as (
    {{ with_thresholds(ref('core_service_records'), 'M3', ['max_hours']) }}
),

-- How far outside the service each photo was taken; both times are local to the deployment.
photos as (
    select
        photos.record_id,
        photos.photo_id,
        greatest(
            {{ hours_between('photos.taken_at', 'records.started_at') }},
            {{ hours_between('greatest(records.ended_at, records.started_at)', 'photos.taken_at') }},
            0
        ) as hours_outside
    from {{ ref('core_record_photos') }} as photos
    inner join records on photos.record_id = records.record_id
    where photos.taken_at is not null and records.started_at is not null
),

furthest as (
    select
        record_id,
        max(hours_outside) as hours_outside,
        max_by(photo_id, hours_outside) as photo_id
    from photos
    group by record_id
),

judged as (
    select
        records.record_id,
        furthest.hours_outside > records.max_hours as is_raised,
        case when furthest.hours_outside is not null then 'm3_outside_service' end as finding_code,
        furthest.hours_outside,
        records.max_hours,
        furthest.photo_id as evidence,
        case
            when records.photos_listed = 0 then 'photo_ids'
            when records.photos_arrived = 0 then 'photos'
            when records.started_at is null then 'started_at'
            when furthest.record_id is null then 'taken_at'
        end as missing_input
    from records
    left join furthest on records.record_id = furthest.record_id
)

{{ flag_rows(
    'M3',
    'judged',
    observed=['hours_outside'],
    limits=['max_hours']
) }}
