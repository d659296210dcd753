{# Who suits a task, by skill, distance, what is left of the duty, load and access: a score of 0-1, the best for each task. #}
with
policy as (
    {{ matching_policy([
        'radius_m', 'skill_weight', 'near_weight', 'spare_weight', 'load_weight', 'reach_weight', 'volunteer_hours',
        'load_days', 'full_load_hours', 'lead_days_without_phone', 'candidates_per_place', 'least_difference',
        'vulnerable_bonus'
    ]) }}
),

served as (
    select
        records.member_id,
        sum(
            case when records.year = extract(year from {{ as_of() }}) then evidence.verified_hours else 0.0 end
        ) as hours_this_year,
        sum(
            case
                when records.started_at > {{ as_of() }} - cast(policy.load_days as integer) * interval '1' day
                    then records.declared_hours
                else 0.0
            end
        ) as hours_lately
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    cross join policy
    where records.member_id is not null and records.started_at <= {{ as_of() }}
    group by records.member_id
),

members as (
    select
        members.member_id,
        members.actor,
        members.home_community_id,
        ';' || replace(coalesce(members.skills, ''), ' ', '') || ';' as skills,
        coalesce(members.digital_access, 'phone') as access,
        coalesce(served.hours_lately, 0.0) as hours_lately,
        case when members.actor = 'party_member' then duty.value else policy.volunteer_hours end as yearly_hours,
        greatest(
            case when members.actor = 'party_member' then duty.value else policy.volunteer_hours end
            - coalesce(served.hours_this_year, 0.0), 0.0
        ) as spare_hours
    from {{ ref('core_members') }} as members
    left join served on members.member_id = served.member_id
    cross join policy
    {{ join_rule('duty', 'duty_hours', 'cast(' ~ as_of() ~ ' as date)') }}
    where members.actor in ('party_member', 'resident_volunteer') and members.home_community_id is not null
),

near as (
    select
        tasks.*,
        homes.community_id as home_community_id,
        {{ haversine_m('tasks.lat', 'tasks.lon', 'homes.lat', 'homes.lon') }} as distance_m
    from {{ ref('points_open_tasks') }} as tasks
    cross join {{ ref('core_communities') }} as homes
    where tasks.places_left > 0
),

suited as (
    select
        near.task_id,
        near.task_kind,
        near.community_id,
        near.places_left,
        near.is_vulnerable,
        policy.vulnerable_bonus,
        members.member_id,
        near.distance_m,
        members.spare_hours,
        members.hours_lately,
        members.access,
        near.skill is null or strpos(members.skills, ';' || near.skill || ';') > 0 as skill_matches,
        (
            policy.skill_weight * case
                when near.skill is not null then {{ one_if("strpos(members.skills, ';' || near.skill || ';') > 0") }}
                -- Rare skills are kept for tasks that ask for them.
                when members.skills = ';;' then 1.0
                else 0.5
            end
            + policy.near_weight * (1 - near.distance_m / policy.radius_m)
            + policy.spare_weight * members.spare_hours / members.yearly_hours
            + policy.load_weight * (1 - least(members.hours_lately / policy.full_load_hours, 1.0))
            + policy.reach_weight * {{ one_if("members.access <> 'phone'") }}
        ) / (
            policy.skill_weight + policy.near_weight + policy.spare_weight + policy.load_weight + policy.reach_weight
        ) as score,
        policy.candidates_per_place,
        policy.least_difference
    from near
    inner join members on near.home_community_id = members.home_community_id
    cross join policy
    where
        near.distance_m <= policy.radius_m
        and members.spare_hours > 0
        and (
            members.access = 'phone'
            or near.starts_at is null
            or near.starts_at >= {{ as_of() }} + cast(policy.lead_days_without_phone as integer) * interval '1' day
        )
),

classed as (
    select
        *,
        floor(score / least_difference) as class
    from suited
),

classes as (
    select
        task_id,
        class,
        sum(count(*)) over (
            partition by task_id order by class desc rows between unbounded preceding and 1 preceding
        ) as better_people
    from classed
    group by task_id, class
),

ranked as (
    select
        classed.*,
        -- Equals are drawn by lot, another one for each task: it is not always the same person who is asked first.
        row_number() over (
            partition by classed.task_id
            order by classed.class desc, md5(classed.task_id || classed.member_id) asc
        ) as place
    from classed
    inner join classes on classed.task_id = classes.task_id and classed.class = classes.class
    -- Of three million pairs in a city one in ten is in reach; sorting them all takes longer than all the rest.
    where coalesce(classes.better_people, 0) < classed.places_left * classed.candidates_per_place
)

select
    *,
    score + case when is_vulnerable then vulnerable_bonus else 0.0 end as preference
from ranked
where place <= places_left * candidates_per_place
