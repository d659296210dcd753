{# Demands nobody has accepted and activities to come, with places to fill and the crowd that past activities let expect. #}
with
policy as (
    {{ matching_policy(['horizon_days', 'demand_days', 'demand_hours', 'largest_activity']) }}
),

claims as (
    {{ people_by_activity() }}
),

coming as (
    select
        activities.*,
        coalesce(claims.people, 0) as claimed,
        crowds.expected_people,
        crowds.max_hours_ratio,
        least(
            coalesce(activities.capacity, policy.largest_activity),
            policy.largest_activity,
            coalesce(ceil(activities.hours_needed / activities.planned_hours), policy.largest_activity)
        ) as places
    from {{ ref('core_activities') }} as activities
    left join claims on activities.activity_id = claims.activity_id
    left join {{ ref('points_expected_crowds') }} as crowds
        on activities.community_id = crowds.community_id and activities.category = crowds.category
    cross join policy
    where
        activities.starts_at > {{ as_of() }}
        and activities.starts_at <= {{ as_of() }} + cast(policy.horizon_days as integer) * interval '1' day
        and activities.opens_at <= {{ as_of() }} + cast(policy.horizon_days as integer) * interval '1' day
),

activities as (
    select
        coming.activity_id as task_id,
        'activity' as task_kind,
        coming.community_id,
        coming.title,
        coming.category,
        coming.skill,
        coming.opens_at as opened_at,
        coming.starts_at,
        coming.lat,
        coming.lon,
        coming.planned_hours as hours,
        coming.places,
        coming.claimed,
        'ordinary' as requester_group,
        coming.expected_people,
        coming.expected_people * coming.planned_hours / coming.hours_needed as expected_hours_ratio,
        coalesce(coming.expected_people > coming.capacity, false)
        or coalesce(
            coming.expected_people * coming.planned_hours > coming.max_hours_ratio * coming.hours_needed, false
        ) as is_crowded
    from coming
),

demands as (
    select
        demands.demand_id as task_id,
        'demand' as task_kind,
        demands.community_id,
        cast(null as varchar) as title,
        demands.category,
        skills.skill,
        demands.raised_at as opened_at,
        cast(null as timestamp) as starts_at,
        communities.lat,
        communities.lon,
        policy.demand_hours as hours,
        1.0 as places,
        0 as claimed,
        coalesce(demands.requester_group, 'ordinary') as requester_group,
        cast(null as double) as expected_people,
        cast(null as double) as expected_hours_ratio,
        false as is_crowded
    from {{ ref('stg_demands') }} as demands
    inner join {{ ref('core_communities') }} as communities on demands.community_id = communities.community_id
    left join {{ ref('matching_skills') }} as skills on demands.category = skills.category
    cross join policy
    where
        demands.raised_at <= {{ as_of() }}
        and demands.raised_at > {{ as_of() }} - cast(policy.demand_days as integer) * interval '1' day
        and coalesce(demands.accepted_at > {{ as_of() }}, true)
        and coalesce(demands.resolved_at > {{ as_of() }}, true)
)

{% for tasks in ['activities', 'demands'] -%}
select
    *,
    cast(greatest(places - claimed, 0) as integer) as places_left,
    requester_group in ('elderly', 'disabled', 'child') as is_vulnerable
from {{ tasks }}
{{ 'union all' if not loop.last }}
{% endfor %}
