{# A finding is verified when the drill said to verify it was held after the one that found it. #}
select
    findings.*,
    drills.community_id,
    coalesce(verifying.held and verifying.drill_date > drills.drill_date, false) as verified
from {{ ref('stg_drill_findings') }} as findings
left join {{ ref('core_drills') }} as drills on findings.drill_id = drills.drill_id
left join {{ ref('core_drills') }} as verifying on findings.verified_by_drill_id = verifying.drill_id
