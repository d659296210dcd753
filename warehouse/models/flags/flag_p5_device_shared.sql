with
records as (
    {{ with_thresholds(ref('core_service_records'), 'P5', ['min_people']) }}
),

-- A helper's phone that scans for old people with their consent is the proxy channel at work. A household counts once.
devices as (
    select
        activity_id,
        device_id,
        count(distinct coalesce('household ' || household_id, 'member ' || member_id)) as people,
        string_agg(record_id, ';' order by record_id) as record_ids
    from records
    where
        activity_id is not null
        and device_id is not null
        and code_scanned_at is not null
        and not coalesce(channel = 'proxy' and proxy_consent, false)
    group by activity_id, device_id
),

judged as (
    select
        records.record_id,
        coalesce(devices.people >= records.min_people, false)
        or coalesce(records.channel = 'proxy' and not records.proxy_consent, false) as is_raised,
        case
            when records.channel = 'proxy' and not records.proxy_consent then 'p5_proxy_without_consent'
            when devices.people is not null then 'p5_people'
        end as finding_code,
        devices.people,
        records.min_people,
        case when devices.people >= records.min_people then devices.record_ids end as evidence,
        case
            when records.channel = 'proxy' and records.proxy_consent is null then 'proxy_consent'
            when records.channel = 'proxy' then null
            when records.device_id is null then 'device_id'
            when records.code_scanned_at is null then 'code_scanned_at'
            when records.activity_id is null then 'activity_id'
        end as missing_input
    from records
    left join devices
        on
            records.activity_id = devices.activity_id
            and records.device_id = devices.device_id
            and records.code_scanned_at is not null
            and not coalesce(records.channel = 'proxy' and records.proxy_consent, false)
)

{{ flag_rows(
    'P5',
    'judged',
    observed=['people'],
    limits=['min_people']
) }}
