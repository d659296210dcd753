{# How many people an activity of a category draws in a community, by what past ones drew: there, or where there were too few, in
   the whole deployment. #}
with
policy as (
    {{ matching_policy(['history_days', 'history_activities']) }}
),

crowding as (
    select max_by(value, valid_from) as max_hours_ratio
    from {{ ref('policy_flag_thresholds') }}
    where
        flag_code = 'B5' and parameter = 'max_hours_ratio' and category = '*'
        and cast({{ as_of() }} as date) >= valid_from
),

claims as (
    {{ people_by_activity() }}
),

past as (
    select
        activities.community_id,
        activities.category,
        coalesce(claims.people, 0) as people
    from {{ ref('core_activities') }} as activities
    left join claims on activities.activity_id = claims.activity_id
    cross join policy
    where
        activities.starts_at <= {{ as_of() }}
        and activities.starts_at > {{ as_of() }} - cast(policy.history_days as integer) * interval '1' day
),

own as (
    select
        community_id,
        category,
        avg(people) as people,
        count(*) as activities
    from past
    group by community_id, category
),

common as (
    select
        category,
        avg(people) as people,
        count(*) as activities
    from past
    where category is not null
    group by category
),

compared as (
    select
        communities.community_id,
        common.category,
        coalesce(own.activities >= policy.history_activities, false) as is_own,
        own.people as own_people,
        own.activities as own_activities,
        common.people as common_people,
        common.activities as common_activities,
        crowding.max_hours_ratio
    from {{ ref('core_communities') }} as communities
    cross join common
    cross join policy
    cross join crowding
    left join own on communities.community_id = own.community_id and common.category = own.category
)

select
    community_id,
    category,
    case when is_own then own_people else common_people end as expected_people,
    cast(case when is_own then own_activities else common_activities end as bigint) as past_activities,
    is_own,
    max_hours_ratio
from compared
