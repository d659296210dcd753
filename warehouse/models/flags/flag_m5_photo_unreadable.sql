with
faults as (
    select
        record_id,
        max(case when not opens then 1 else 0 end) as has_broken,
        count(*) as photos,
        string_agg(photo_id, ';' order by photo_id) as photo_ids
    from {{ ref('core_record_photos') }}
    where arrived and (not opens or is_screenshot)
    group by record_id
),

judged as (
    select
        records.record_id,
        faults.record_id is not null as is_raised,
        case
            when faults.has_broken = 1 then 'm5_does_not_open'
            when faults.has_broken = 0 then 'm5_screenshot'
            else 'm5_arrived'
        end as finding_code,
        coalesce(faults.photos, 0) as faulty_photos,
        records.photos_arrived,
        records.photos_listed,
        0 as max_faulty_photos,
        faults.photo_ids as evidence,
        case
            when records.photos_listed = 0 then 'photo_ids'
            when records.photos_arrived = 0 then 'photos'
        end as missing_input
    from {{ ref('core_service_records') }} as records
    left join faults on records.record_id = faults.record_id
)

{{ flag_rows(
    'M5',
    'judged',
    observed=['faulty_photos'],
    limits=['max_faulty_photos'],
    told=['photos_arrived', 'photos_listed']
) }}
