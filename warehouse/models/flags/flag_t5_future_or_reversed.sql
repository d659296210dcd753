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
            when is_future
                then 'starts ' || cast(stated_started_at as varchar) || coalesce(', sent ' || cast(submitted_at as varchar), '')
            when is_swapped
                then 'stated ' || cast(stated_started_at as varchar) || ', device ' || cast(device_started_at as varchar)
            when is_reversed
                then 'starts ' || cast(stated_started_at as varchar) || ', ends ' || cast(stated_ended_at as varchar)
            else 'in order'
        end as observed,
        'end ≥ start, start ≤ sent + ' || {{ shown('future_tolerance_hours') }} || ' h' as threshold,
        cast(null as varchar) as evidence,
        case
            when stated_started_at is null then 'started_at'
            when stated_ended_at is null then 'ended_at'
        end as missing_input
    from tested
)

{{ flag_rows('T5', 'judged') }}
