{# How many hours of a member would still earn on each of the next 14 days if nothing more were served, so that the limit is seen
   before it bites. A member without a row has all of it. #}
{% set today = 'cast(' ~ as_of() ~ ' as date)' %}
with
recent as (
    select
        member_id,
        service_date,
        earning_hours,
        'party_member' as actor_type
    from {{ ref('points_capped_days') }}
    where service_date > {{ today }} - interval '14' day and earning_hours > 0
),

members as (
    select distinct
        member_id,
        actor_type
    from recent
),

days as (
    select
        members.member_id,
        members.actor_type,
        cast({{ today }} + cast(numbers.n - 1 as integer) * interval '1' day as date) as day
    from members
    cross join {{ ref('numbers') }} as numbers
    where numbers.n <= 14
),

used as (
    select
        days.member_id,
        days.actor_type,
        days.day,
        sum(coalesce(recent.earning_hours, 0.0)) as hours
    from days
    left join recent
        on
            days.member_id = recent.member_id
            and days.day - interval '14' day < recent.service_date
            and days.day >= recent.service_date
    group by days.member_id, days.actor_type, days.day
)

select
    used.member_id,
    used.day,
    used.hours as used_hours,
    greatest(rule.value - used.hours, 0.0) as room_hours,
    rule.value as max_hours,
    rule.rule_id,
    rule.rule_version
from used
{{ join_rule('rule', 'max_hours_per_fortnight', 'used.day', 'used.actor_type') }}
