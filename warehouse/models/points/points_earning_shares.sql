{# The share of each record's hours that earns points. The hours of a capped day go to its records in the order of their use. #}
with
capped_records as (
    select
        records.record_id,
        records.member_id,
        records.service_date,
        records.creditable_hours,
        days.earning_hours as day_hours,
        days.cap_rule_id,
        days.cap_rule_version,
        coalesce(sum(records.creditable_hours) over (
            partition by records.member_id, records.service_date
            order by records.posted_at, records.record_id
            rows between unbounded preceding and 1 preceding
        ), 0.0) as hours_before
    from {{ ref('points_record_values') }} as records
    inner join {{ ref('points_capped_days') }} as days
        on records.member_id = days.member_id and records.service_date = days.service_date
    where
        records.actor_type = 'party_member'
        and not records.in_incident
        and records.creditable_hours > 0
        and records.earned_points + records.corrected_points + records.lifted_points > 0
)

select
    record_id,
    cap_rule_id,
    cap_rule_version,
    greatest(0.0, least(creditable_hours, day_hours - hours_before)) / creditable_hours as earning_share
from capped_records
