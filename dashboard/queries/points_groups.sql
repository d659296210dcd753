-- question: How far are the members of a community, of a work unit, of all of them?
-- scope: committee=all community=community_id work_unit=work_unit_id
-- Grouping makes one row for everybody, one per home community and one per work unit; nobody is ranked as a person.
-- Below five people a sum would tell about a person, so none is given.
with
grouped as (
    select
        case
            when grouping(home_community_id) = 0 then 'community'
            when grouping(work_unit_id) = 0 then 'work_unit'
            else 'everybody'
        end as kind,
        home_community_id as community_id,
        work_unit_id,
        count(*) as members,
        count(*) filter (where duty_share >= 1) as completed,
        sum(verified_hours) as verified_hours,
        sum(held_points) as held_points
    from published.member_assessments
    where cast(year as varchar) = $year
    group by grouping sets ((), (home_community_id), (work_unit_id))
)

select
    grouped.kind,
    grouped.community_id,
    grouped.work_unit_id,
    communities.name as community_name,
    grouped.members,
    case when grouped.members >= 5 then grouped.completed end as completed,
    case when grouped.members >= 5 then grouped.completed / grouped.members end as completed_share,
    case when grouped.members >= 5 then 100 * grouped.completed / grouped.members end as completed_percent,
    case when grouped.members >= 5 then grouped.verified_hours end as verified_hours,
    case when grouped.members >= 5 then grouped.held_points end as held_points
from grouped
left join published.communities as communities on grouped.community_id = communities.community_id
order by completed_share nulls last, members desc
