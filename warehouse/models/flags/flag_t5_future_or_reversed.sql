with
records as (
    {{ with_thresholds(ref('core_service_records'), 'T5', ['future_tolerance_hours']) }}
),

tested as (
    select
        *,
        stated_ended_at < stated_started_at as is_reversed,
        stated_started_at > {{ as_of() }}
        or coalesce({{ hours_between('submitted_at', 'stated_started_at') }} > future_tolerance_hours, false) as is_future,
        time_basis = 'device_clock' and cast(stated_started_at as date) <> cast(device_started_at as date) as is_swapped
    from records
),

judged as (
    select
        record_id,
        coalesce(is_reversed, false) or coalesce(is_future, false) or coalesce(is_swapped, false) as is_raised,
        case
            when is_future and submitted_at is null then 't5_future'
            when is_future then 't5_future_when_sent'
            when is_swapped then 't5_other_than_device'
            when is_reversed then 't5_reversed'
            else 't5_in_order'
        end as finding_code,
        cast(stated_started_at as varchar) as starts_at,
        cast(stated_ended_at as varchar) as ends_at,
        cast(submitted_at as varchar) as sent_at,
        cast(device_started_at as varchar) as device_starts_at,
        future_tolerance_hours,
        cast(null as varchar) as evidence,
        case
            when stated_started_at is null then 'started_at'
            when stated_ended_at is null then 'ended_at'
        end as missing_input
    from tested
)

{{ flag_rows(
    'T5',
    'judged',
    observed=['starts_at', 'ends_at', 'sent_at', 'device_starts_at'],
    limits=['future_tolerance_hours'],
    texts=['starts_at', 'ends_at', 'sent_at', 'device_starts_at']
) }}
