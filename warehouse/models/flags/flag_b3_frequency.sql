with
records as (
    {{ with_thresholds(ref('core_service_records'), 'B3', ['max_per_day', 'max_per_week']) }}
),

counted as (
    select
        record_id,
        count(*) over (partition by member_id, service_date) as day_count,
        count(*) over (partition by member_id, date_trunc('week', service_date)) as week_count
    from records
    where member_id is not null and service_date is not null and not in_incident
),

judged as (
    select
        records.record_id,
        counted.day_count > records.max_per_day or counted.week_count > records.max_per_week as is_raised,
        case
            when records.in_incident then 'incident'
            when counted.record_id is not null then 'b3_counts'
        end as finding_code,
        counted.day_count,
        counted.week_count,
        records.max_per_day,
        records.max_per_week,
        cast(null as varchar) as evidence,
        case
            when records.in_incident then null
            when records.member_id is null then 'member_id'
            when records.service_date is null then 'started_at'
        end as missing_input
    from records
    left join counted on records.record_id = counted.record_id
)

{{ flag_rows(
    'B3',
    'judged',
    observed=['day_count', 'week_count'],
    limits=['max_per_day', 'max_per_week']
) }}
