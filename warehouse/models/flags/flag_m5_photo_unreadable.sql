with
faults as (
    select
        record_id,
        max(case when not opens then 1 else 0 end) as has_broken,
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
            when faults.has_broken = 1 then 'does not open'
            when faults.has_broken = 0 then 'screenshot'
            else {{ shown('records.photos_arrived') }} || ' of ' || {{ shown('records.photos_listed') }} || ' arrived'
        end as observed,
        'opens, not a screenshot' as threshold,
        faults.photo_ids as evidence,
        case
            when records.photos_listed = 0 then 'photo_ids'
            when records.photos_arrived = 0 then 'photos'
        end as missing_input
    from {{ ref('core_service_records') }} as records
    left join faults on records.record_id = faults.record_id
)

{{ flag_rows('M5', 'judged') }}
