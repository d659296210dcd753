with
mentioned as (
    select member_id from {{ ref('stg_members') }}
    union
    select member_id from {{ ref('stg_service_logs') }}
    union
    select member_id from {{ ref('stg_upward_reports') }}
    union
    select member_id from {{ ref('stg_trainings') }}
    union
    select member_id from {{ ref('stg_drill_attendance') }}
)

select
    mentioned.member_id,
    members.actor,
    members.home_community_id,
    members.work_unit_id,
    members.assignment,
    members.household_id,
    members.age_band,
    members.skills,
    members.reported_on,
    members.digital_access,
    members.member_id is not null as is_known,
    members.batch_id,
    members.row_number
from mentioned
left join {{ ref('stg_members') }} as members on mentioned.member_id = members.member_id
where mentioned.member_id is not null
