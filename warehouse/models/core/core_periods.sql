{# A period exists when something happened in it and it has begun: a stray date opens its own periods, not all years between.
   A review or a repair opens none: it belongs to what it is about. #}
with
days as (
    select distinct occurred_on
    from {{ ref('core_source_days') }}
    where
        source in (
            'service_logs', 'resident_ratings', 'drills', 'demands', 'upward_reports', 'notices',
            'incidents', 'organisation_actions', 'burden_log'
        )
        and occurred_on <= cast({{ as_of() }} as date)
)

select
    calendar.period,
    calendar.kind,
    calendar.starts_on,
    calendar.ends_on,
    calendar.previous_period
from {{ ref('period_calendar') }} as calendar
where exists (
    select 1
    from days
    where days.occurred_on between calendar.starts_on and calendar.ends_on
)
