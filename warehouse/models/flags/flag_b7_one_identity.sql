with
records as (
    {{ with_thresholds(
        ref('core_service_records'),
        'B7',
        ['max_hours_per_day', 'max_communities_per_day', 'busy_records_per_day', 'busy_communities_per_day']
    ) }}
),

days as (
    select
        member_id,
        service_date,
        sum(declared_hours) as hours,
        count(*) as record_count,
        count(distinct community_id) as communities
    from records
    where member_id is not null and service_date is not null
    group by member_id, service_date
),

judged as (
    select
        records.record_id,
        coalesce(days.hours > records.max_hours_per_day, false)
        or days.communities > records.max_communities_per_day
        -- One person can be busy or can travel; a code shared by many does both at once.
        or (days.record_count > records.busy_records_per_day and days.communities > records.busy_communities_per_day)
            as is_raised,
        case when days.member_id is not null then 'b7_day' end as finding_code,
        days.hours,
        days.record_count,
        days.communities,
        records.max_hours_per_day,
        records.max_communities_per_day,
        records.busy_records_per_day,
        records.busy_communities_per_day,
        cast(null as varchar) as evidence,
        case
            when records.member_id is null then 'member_id'
            when records.service_date is null then 'started_at'
        end as missing_input
    from records
    left join days on records.member_id = days.member_id and records.service_date = days.service_date
)

{{ flag_rows(
    'B7',
    'judged',
    observed=['hours', 'communities', 'record_count'],
    limits=['max_hours_per_day', 'max_communities_per_day', 'busy_records_per_day', 'busy_communities_per_day']
) }}
