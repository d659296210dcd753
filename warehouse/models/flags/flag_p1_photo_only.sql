with
tested as (
    select
        records.record_id,
        records.photo_ids,
        records.photos_listed,
        fixes.usable_gps,
        records.code_scanned_at is not null or records.checkout_at is not null or coalesce(fixes.usable_gps, false)
            as has_presence
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_usable_fixes') }} as fixes on records.record_id = fixes.record_id
),

judged as (
    select
        record_id,
        photos_listed > 0 and not has_presence and not usable_gps as is_raised,
        {{ shown('photos_listed') }} || case when has_presence then ' photos + presence' else ' photos only' end as observed,
        'scan | checkout | usable gps' as threshold,
        photo_ids as evidence,
        case
            when has_presence then null
            when photos_listed = 0 then 'photo_ids;code_scanned_at;checkout_at;lat;lon'
            when usable_gps is null then 'gps_accuracy_m'
        end as missing_input
    from tested
)

{{ flag_rows('P1', 'judged') }}
