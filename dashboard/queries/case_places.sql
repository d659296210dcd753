-- question: Where were the phone and the photos, in metres east and north of the site?
-- scope: auditor=all committee=all
-- A degree of latitude is 111.2 km; a degree of longitude shrinks with its cosine.
with
fixes as (
    select
        record_id,
        'phone' as kind,
        lat,
        lon,
        gps_accuracy_m as accuracy_m
    from published.service_records
    where record_id = $record
    union all
    select
        record_id,
        'photo' as kind,
        lat,
        lon,
        null as accuracy_m
    from published.photos
    where record_id = $record
)

select
    records.community_id,
    fixes.kind,
    (fixes.lon - records.activity_lon) * 111200 * cos(radians(records.activity_lat)) as east_m,
    (fixes.lat - records.activity_lat) * 111200 as north_m,
    fixes.accuracy_m
from fixes
inner join published.service_records as records on fixes.record_id = records.record_id
where fixes.lat is not null and fixes.lon is not null and records.activity_lat is not null and records.activity_lon is not null
