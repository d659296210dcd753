with
tested as (
    select
        records.record_id,
        records.photo_ids,
        records.photos_listed,
        records.code_scanned_at,
        records.checkout_at,
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
        case when has_presence then 'p1_photos_and_presence' else 'p1_photos_only' end as finding_code,
        photos_listed,
        {{ one_if('code_scanned_at is not null') }} + {{ one_if('checkout_at is not null') }} + {{ one_if('usable_gps') }}
            as presence_count,
        1 as min_presence_count,
        photo_ids as evidence,
        case
            when has_presence then null
            when photos_listed = 0 then 'photo_ids;code_scanned_at;checkout_at;lat;lon'
            when usable_gps is null then 'gps_accuracy_m'
        end as missing_input
    from tested
)

{{ flag_rows(
    'P1',
    'judged',
    observed=['presence_count'],
    limits=['min_presence_count'],
    told=['photos_listed']
) }}
