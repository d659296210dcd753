-- question: How far is the duty of each member of the work unit in the year, and which level does a rule suggest?
-- scope: committee=all work_unit=work_unit_id
-- persons: work_unit
select
    work_unit_id,
    member_id,
    verified_hours,
    duty_hours,
    duty_share,
    100 * duty_share as duty_percent,
    evenness,
    months_served,
    grade_a_share,
    100 * grade_a_share as grade_a_percent,
    rating_mean,
    drills,
    held_points,
    reversed_points,
    suggested_level,
    rule_id
from published.member_assessments
where cast(year as varchar) = $year and work_unit_id = $unit
order by member_id
