with
records as (
    {{ with_thresholds(ref('core_service_records'), 'B5', ['default_capacity', 'max_hours_ratio']) }}
),

crowds as (
    select
        activity_id,
        count(distinct member_id) as people,
        sum(declared_hours) as hours
    from records
    where activity_id is not null
    group by activity_id
),

judged as (
    select
        records.record_id,
        coalesce(crowds.people > coalesce(records.activity_capacity, records.default_capacity), false)
        or coalesce(crowds.hours > records.max_hours_ratio * records.activity_hours_needed, false) as is_raised,
        case when crowds.activity_id is not null then 'b5_crowd' end as finding_code,
        crowds.people,
        crowds.hours as claimed_hours,
        records.activity_hours_needed as hours_needed,
        coalesce(records.activity_capacity, records.default_capacity) as max_people,
        records.max_hours_ratio,
        records.activity_id as evidence,
        case when records.activity_id is null then 'activity_id' end as missing_input
    from records
    left join crowds on records.activity_id = crowds.activity_id
)

{{ flag_rows(
    'B5',
    'judged',
    observed=['people', 'claimed_hours'],
    limits=['max_people', 'max_hours_ratio'],
    told=['hours_needed']
) }}
