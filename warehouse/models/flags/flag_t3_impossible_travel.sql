with
records as (
    {{ with_thresholds(ref('core_service_records'), 'T3', ['max_speed_kmh', 'min_distance_m']) }}
),

located as (
    select
        records.record_id,
        records.member_id,
        records.started_at,
        greatest(records.ended_at, records.started_at) as ended_at,
        records.max_speed_kmh,
        records.min_distance_m,
        -- A fix of unknown accuracy still says roughly where somebody was; a degraded or impossible one does not.
        case when coalesce(fixes.usable_gps, true) then records.lat else records.activity_lat end as lat,
        case when coalesce(fixes.usable_gps, true) then records.lon else records.activity_lon end as lon
    from records
    inner join {{ ref('flag_usable_fixes') }} as fixes on records.record_id = fixes.record_id
),

consecutive as (
    select
        *,
        lag(record_id) over person as previous_record_id,
        lag(ended_at) over person as previous_ended_at,
        lag(lat) over person as previous_lat,
        lag(lon) over person as previous_lon
    from located
    where member_id is not null and started_at is not null and lat is not null and lon is not null
    window person as (partition by member_id order by started_at, record_id)
),

travelled as (
    select
        *,
        {{ haversine_m('previous_lat', 'previous_lon', 'lat', 'lon') }} as distance_m,
        greatest({{ hours_between('previous_ended_at', 'started_at') }}, 0) as elapsed_hours
    from consecutive
),

judged as (
    select
        located.record_id,
        travelled.distance_m > travelled.min_distance_m
        and travelled.distance_m / 1000 > travelled.max_speed_kmh * travelled.elapsed_hours as is_raised,
        case when travelled.previous_record_id is null then 't3_no_earlier_record' else 't3_travelled' end as finding_code,
        travelled.distance_m / 1000 as distance_km,
        travelled.elapsed_hours * 60 as elapsed_minutes,
        located.max_speed_kmh,
        located.min_distance_m / 1000 as min_distance_km,
        travelled.previous_record_id as evidence,
        case
            when located.member_id is null then 'member_id'
            when located.started_at is null then 'started_at'
            when located.lat is null or located.lon is null then 'lat;lon'
        end as missing_input
    from located
    left join travelled on located.record_id = travelled.record_id
)

{{ flag_rows(
    'T3',
    'judged',
    observed=['distance_km', 'elapsed_minutes'],
    limits=['max_speed_kmh', 'min_distance_km']
) }}
