-- question: How much of the year's duty is done and verified?
-- scope: member=member_id
-- persons: member
select
    member_id,
    verified_hours,
    duty_hours,
    duty_share,
    evenness,
    suggested_level,
    rule_id
from published.member_assessments
where cast(year as varchar) = $year
