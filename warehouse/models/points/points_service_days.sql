{# The hours of a member's day that would earn points, at most the daily cap, in runs without a fortnight's break.
   A run longer than the two years the fortnight's cap can look along is cut. #}
{% set longest_run_days = 742 %}
with
days as (
    select
        records.member_id,
        records.service_date,
        {{ day_number('records.service_date') }} as day,
        max(fortnight.value) as max_hours_per_fortnight,
        max(fortnight.rule_id) as cap_rule_id,
        max(fortnight.rule_version) as cap_rule_version,
        least(sum(records.creditable_hours), max(daily.value)) as hours
    from {{ ref('points_record_values') }} as records
    {{ join_rule('daily', 'max_hours_per_day', 'records.service_date', 'records.actor_type') }}
    {{ join_rule('fortnight', 'max_hours_per_fortnight', 'records.service_date', 'records.actor_type') }}
    where
        daily.value is not null
        and not records.in_incident
        and records.earned_points + records.corrected_points + records.lifted_points > 0
    group by records.member_id, records.service_date
),

breaks as (
    select
        *,
        case when day - lag(day) over (partition by member_id order by day) < 14 then 0 else 1 end as starts_run
    from days
),

numbered as (
    select
        *,
        sum(starts_run) over (partition by member_id order by day rows between unbounded preceding and current row) as run
    from breaks
),

offsets as (
    select
        *,
        day - min(day) over (partition by member_id, run) as offset_days
    from numbered
),

chunks as (
    select
        *,
        cast(floor(offset_days / {{ longest_run_days }}.0) as integer) as chunk
    from offsets
),

cumulated as (
    select
        *,
        sum(hours) over (partition by member_id, run, chunk order by day rows between unbounded preceding and current row)
            as total_hours,
        sum(hours) over (
            partition by member_id, run, chunk order by day range between 13 preceding and current row
        ) as fortnight_hours,
        max(day) over (
            partition by member_id, run, chunk order by day range between unbounded preceding and 14 preceding
        ) as day_a_fortnight_before
    from chunks
)

select
    *,
    member_id || '|' || cast(run as varchar) || '|' || cast(chunk as varchar) as run_id,
    -- After a cut the cap forgets what came before, so the first fortnight earns nothing: never too much.
    chunk > 0 and offset_days - chunk * {{ longest_run_days }} < 13 as follows_cut,
    max(fortnight_hours) over (partition by member_id, run, chunk) > max_hours_per_fortnight as exceeds_cap
from cumulated
