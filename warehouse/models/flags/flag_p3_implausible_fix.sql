with
records as (
    {{ with_thresholds(ref('core_service_records'), 'P3', ['district_margin_m']) }}
),

-- Coordinates cut to four decimals repeat by rounding, not by spoofing: only a fine fix can repeat suspiciously.
repeated_fixes as (
    select
        member_id,
        round(lat, 6) as lat,
        round(lon, 6) as lon
    from records
    where
        member_id is not null
        and (abs(lat - round(lat, 4)) > 0.0000005 or abs(lon - round(lon, 4)) > 0.0000005)
    group by member_id, round(lat, 6), round(lon, 6)
    having count(distinct service_date) > 1
),

districts as (
    select
        district,
        min(lat) as south,
        max(lat) as north,
        min(lon) as west,
        max(lon) as east
    from {{ ref('core_communities') }}
    where district is not null and lat is not null and lon is not null
    group by district
),

tested as (
    select
        records.record_id,
        records.lat,
        records.lon,
        records.district_margin_m,
        districts.district,
        case
            when records.lat = 0 and records.lon = 0 then 'p3_zero'
            when records.gps_accuracy_m = 0 then 'p3_accuracy_zero'
            when repeated_fixes.member_id is not null then 'p3_repeated'
            when
                records.lat < districts.south - records.district_margin_m / 111000
                or records.lat > districts.north + records.district_margin_m / 111000
                or records.lon < districts.west - records.district_margin_m / (111000 * cos(radians(districts.south)))
                or records.lon > districts.east + records.district_margin_m / (111000 * cos(radians(districts.south)))
                then 'p3_outside_district'
        end as fault
    from records
    left join repeated_fixes
        on
            records.member_id = repeated_fixes.member_id
            and round(records.lat, 6) = repeated_fixes.lat
            and round(records.lon, 6) = repeated_fixes.lon
    left join {{ ref('core_communities') }} as communities on records.community_id = communities.community_id
    left join districts on communities.district = districts.district
),

judged as (
    select
        record_id,
        fault is not null as is_raised,
        case when lat is not null and lon is not null then coalesce(fault, 'p3_fix') end as finding_code,
        lat,
        lon,
        district,
        district_margin_m / 1000 as district_margin_km,
        cast(null as varchar) as evidence,
        case when lat is null or lon is null then 'lat;lon' end as missing_input
    from tested
)

{{ flag_rows(
    'P3',
    'judged',
    observed=['lat', 'lon'],
    limits=['district_margin_km'],
    told=['district'],
    texts=['district']
) }}
