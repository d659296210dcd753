-- What a detector without rules may look at: one row per record, numbers only, null where unknown.
with
days as (
    select
        *,
        date_diff('day', date '2000-01-01', service_date) as day
    from core_service_records
),

histories as (
    select
        record_id,
        count(*) over (partition by member_id, service_date) as records_that_day,
        sum(declared_hours) over (partition by member_id, service_date) as hours_that_day,
        count(distinct community_id) over (partition by member_id, service_date) as communities_that_day,
        count(*) over (partition by member_id, year) as records_that_year,
        sum(declared_hours) over (partition by member_id, year) as hours_that_year,
        sum(declared_hours) over (
            partition by member_id order by day range between 7 preceding and 7 following
        ) as hours_around,
        count(*) over (partition by activity_id) as people_there,
        sum(declared_hours) over (partition by activity_id) as hours_there,
        count(*) over (partition by activity_id, device_id) as records_of_device,
        count(*) over (partition by member_id, activity_id) as claims_there,
        count(*) over (partition by text) as uses_of_text,
        count(*) over (partition by reviewer_id) as reviews_of_reviewer,
        avg(grade_value) over (partition by reviewer_id) as grades_of_reviewer,
        count(*) over (partition by reviewer_id, date_trunc('minute', reviewed_at)) as reviews_that_minute,
        date_diff('minute', lag(ended_at) over person, started_at) as minutes_since_last,
        haversine_m(lag(lat) over person, lag(lon) over person, lat, lon) as metres_since_last
    from days
    window person as (partition by member_id order by started_at, record_id)
),

photos as (
    select
        record_id,
        min(cast(opens as integer)) as photos_open,
        max(cast(is_screenshot as integer)) as is_screenshot,
        max(abs(date_diff('minute', records.started_at, photos.taken_at))) as photo_minutes_off,
        max(haversine_m(photos.photo_lat, photos.photo_lon, records.activity_lat, records.activity_lon)) as photo_metres_off
    from core_record_photos as photos
    inner join core_service_records as records using (record_id)
    group by record_id
),

alike as (
    select
        record_id,
        min(distance) as nearest_photo,
        count(*) as photos_alike
    from core_photo_matches
    where not (same_activity and same_day)
    group by record_id
)

select
    days.record_id,
    case days.channel when 'app' then 0 when 'proxy' then 1 else 2 end as channel,
    hour(days.started_at) as hour,
    dayofweek(days.started_at) as weekday,
    month(days.started_at) as month,
    cast(days.activity_id is null as integer) as is_visit,
    days.declared_hours,
    days.observed_minutes,
    days.planned_hours,
    days.declared_hours / nullif(days.planned_hours, 0) as declared_of_planned,
    60 * days.declared_hours / nullif(days.observed_minutes, 0) as declared_of_observed,
    cast(days.code_scanned_at is null as integer) as lacks_scan,
    cast(days.checkout_at is null as integer) as lacks_checkout,
    cast(days.lat is null as integer) as lacks_position,
    days.gps_accuracy_m,
    days.site_distance_m,
    cast(days.scanned_code <> days.activity_code as integer) as is_other_code,
    date_diff('minute', days.activity_starts_at, days.code_scanned_at) as scanned_after,
    date_diff('second', days.activity_opens_at, days.claimed_at) as claimed_after,
    date_diff('minute', days.ended_at, days.submitted_at) as submitted_after,
    date_diff('minute', days.device_started_at, days.started_at) as clocks_apart,
    days.photos_listed,
    days.photos_arrived,
    length(days.text) as letters,
    days.rating_mean,
    days.rating_count,
    days.grade_value,
    date_diff('minute', days.submitted_at, days.reviewed_at) as reviewed_after,
    cast(days.witness_confirmed as integer) as witness_confirmed,
    cast(days.proxy_consent as integer) as proxy_consent,
    histories.* exclude (record_id),
    histories.people_there / nullif(days.activity_capacity, 0) as people_of_places,
    histories.hours_there / nullif(days.activity_hours_needed, 0) as hours_of_needed,
    photos.* exclude (record_id),
    alike.* exclude (record_id)
from days
inner join histories using (record_id)
left join photos using (record_id)
left join alike using (record_id)
order by days.record_id
