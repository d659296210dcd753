{# When a record really began. A day and month swapped by a spreadsheet is mended from the device's clock: swapped, the date
   comes within days of the clock, or within the month that paper may wait to be typed in; as written it does not. A start
   that had not happened yet when the record was sent in (or has not happened by now) gives way to the device's clock, else
   to the sending. The end moves with the start. #}
with
stated as (
    select
        record_id,
        started_at as stated_started_at,
        ended_at as stated_ended_at,
        coalesce(started_at, code_scanned_at, device_started_at, ended_at, submitted_at) as first_choice,
        started_at is null as is_unstated,
        code_scanned_at,
        device_started_at,
        submitted_at,
        least(coalesce(submitted_at + interval '1' day, {{ as_of() }}), {{ as_of() }}) as latest_possible,
        case
            when extract(day from started_at) <= 12
                then make_date(
                    cast(extract(year from started_at) as integer),
                    cast(extract(day from started_at) as integer),
                    cast(extract(month from started_at) as integer)
                )
        end as swapped_on
    from {{ ref('stg_service_logs') }}
),

judged as (
    select
        *,
        coalesce(
            {% for days in [3, 31] -%}
            {{ 'or ' if not loop.first }}(
                abs({{ days_between('stated_started_at', 'device_started_at') }}) > {{ days }}
                and abs({{ days_between('swapped_on', 'device_started_at') }}) <= {{ days }}
            )
            {% endfor -%},
            false
        ) as is_swapped,
        first_choice > latest_possible as is_too_late
    from stated
),

resolved as (
    select
        *,
        case
            when is_swapped then 'device_clock'
            when is_too_late and device_started_at <= latest_possible then 'device_clock'
            when is_too_late and submitted_at <= {{ as_of() }} then 'submission'
            when not is_unstated or stated_ended_at = first_choice then 'stated'
            when code_scanned_at is not null then 'scan'
            when device_started_at is not null then 'device_clock'
            else 'submission'
        end as time_basis
    from judged
),

started as (
    select
        *,
        case
            when time_basis = 'device_clock' then device_started_at
            when time_basis = 'submission' then submitted_at
            else first_choice
        end as started_at
    from resolved
)

select
    record_id,
    stated_started_at,
    stated_ended_at,
    started_at,
    case when stated_started_at is null then stated_ended_at else stated_ended_at + (started_at - stated_started_at) end
        as ended_at,
    time_basis
from started
