with
records as (
    {{ with_thresholds(ref('core_service_records'), 'T4', ['max_delay_hours', 'max_early_minutes']) }}
),

delays as (
    select
        *,
        {{ hours_between('ended_at', 'submitted_at') }} as delay_hours
    from records
),

judged as (
    select
        record_id,
        -- Times taken from the sending itself cannot say that it was late.
        time_basis <> 'submission'
        and (
            delay_hours * 60 < -max_early_minutes
            or (delay_hours > max_delay_hours and coalesce(channel = 'app', false))
        ) as is_raised,
        case
            when round(delay_hours, 1) < 0 then 't4_before_end'
            when delay_hours is not null then 't4_after_end'
        end as finding_code,
        delay_hours,
        abs(delay_hours) as off_hours,
        max_delay_hours,
        max_early_minutes,
        cast(null as varchar) as evidence,
        case
            when submitted_at is null then 'submitted_at'
            when ended_at is null or time_basis = 'submission' then 'ended_at'
            when channel is null and delay_hours > max_delay_hours then 'channel'
        end as missing_input
    from delays
)

{{ flag_rows(
    'T4',
    'judged',
    observed=['delay_hours'],
    limits=['max_delay_hours', 'max_early_minutes'],
    told=['off_hours']
) }}
