{# At most 6 h in any rolling 14 days, first come first served, without going through the days one by one.

   Let H(d) be a member's hours up to day d, C(d) the hours that earn. First come first served is
   C(d) = min(C(d−1) + h(d), C(d−14) + 6): a day earns its hours unless the fortnight that ends on it is full. Unrolled, C(d) is
   H(d) less the best saving of disjoint full fortnights before it, so with at most k of them
   C_k(d) = H(d) + min(0, min over s ≤ d of (C_{k−1}(s−14) + 6 − H(s))): one running minimum per fortnight.
   A run of n days has at most n / 14 disjoint fortnights, so the rounds below are exact for the longest run. #}
{% set rounds = 53 %}
with
full_runs as (
    select
        run_id,
        day,
        total_hours,
        day_a_fortnight_before,
        max_hours_per_fortnight
    from {{ ref('points_service_days') }}
    where exceeds_cap
),

round_0 as (
    select
        run_id,
        day,
        total_hours as earning_hours
    from full_runs
),

{% for round in range(1, rounds + 1) -%}
round_{{ round }} as (
    select
        days.run_id,
        days.day,
        days.total_hours + least(
            0.0,
            min(coalesce(before.earning_hours, 0.0) + days.max_hours_per_fortnight - days.total_hours) over (
                partition by days.run_id order by days.day rows between unbounded preceding and current row
            )
        ) as earning_hours
    from full_runs as days
    left join round_{{ round - 1 }} as before
        on days.run_id = before.run_id and days.day_a_fortnight_before = before.day
),

{% endfor -%}
capped as (
    select
        run_id,
        day,
        earning_hours - lag(earning_hours, 1, 0.0) over (partition by run_id order by day) as earning_hours
    from round_{{ rounds }}
)

select
    days.member_id,
    days.service_date,
    days.hours,
    days.cap_rule_id,
    days.cap_rule_version,
    case when days.follows_cut then 0.0 else coalesce(capped.earning_hours, days.hours) end as earning_hours
from {{ ref('points_service_days') }} as days
left join capped on days.run_id = capped.run_id and days.day = capped.day
