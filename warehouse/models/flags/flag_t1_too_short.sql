with
records as (
    {{ with_thresholds(
        ref('core_service_records'), 'T1', ['min_share', 'min_minutes', 'min_declared_hours', 'min_visit_minutes']
    ) }}
),

judged as (
    select
        record_id,
        -- A negative length is a reversed time (T5), not a short service.
        observed_minutes >= 0
        and (
            observed_minutes < min_visit_minutes
            or coalesce(observed_minutes < min_share * declared_hours * 60, false)
            or coalesce(observed_minutes < min_minutes and declared_hours >= min_declared_hours, false)
        ) as is_raised,
        case when observed_minutes is not null then 't1_observed' end as finding_code,
        observed_minutes,
        declared_hours * 60 as declared_minutes,
        min_share,
        min_minutes,
        min_visit_minutes,
        cast(null as varchar) as evidence,
        case
            when observed_minutes is null then 'started_at;ended_at'
            when observed_minutes < 0 then 'ended_at'
            when declared_hours is null and activity_id is not null then 'declared_hours'
        end as missing_input,
        case when observed_minutes < 0 then 'ends_before_start' end as missing_code
    from records
)

{{ flag_rows(
    'T1',
    'judged',
    observed=['observed_minutes'],
    limits=['min_share', 'min_minutes', 'min_visit_minutes'],
    told=['declared_minutes'],
    missing_code='missing_code'
) }}
