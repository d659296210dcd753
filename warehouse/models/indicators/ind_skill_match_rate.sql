{# Somebody whose skills nobody wrote down counts as without the skill: leaving the list empty must not help. #}
with
tasks as (
    select
        records.*,
        activities.skill,
        members.skills
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('core_activities') }} as activities on records.activity_id = activities.activity_id
    left join {{ ref('core_members') }} as members on records.member_id = members.member_id
    where activities.skill is not null
)

{{ evidence_rows(
    'tasks', 'service_logs', 'record_id',
    numerator=one_if("strpos(';' || replace(skills, ' ', '') || ';', ';' || skill || ';') > 0"), denominator='1',
    occurred_on='service_date'
) }}
