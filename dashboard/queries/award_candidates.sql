-- question: Whom does a rule nominate for the awards of the year, on what evidence?
-- scope: committee=all community=community_id work_unit=work_unit_id member=member_id organisation=organisation_id
-- persons: committee community work_unit member organisation
select
    candidates.award,
    candidates.year,
    candidates.member_id,
    candidates.household_id,
    candidates.organisation_id,
    candidates.community_id,
    assessments.work_unit_id,
    communities.name as community_name,
    candidates.value,
    candidates.records,
    candidates.rating_mean,
    candidates.evenness,
    100 * candidates.grade_a_share as grade_a_percent,
    candidates.members,
    candidates.place,
    candidates.tied,
    candidates.rule_id,
    candidates.notice_days,
    candidates.rule_zh,
    candidates.rule_en
from published.award_candidates as candidates
left join published.communities as communities on candidates.community_id = communities.community_id
left join published.member_assessments as assessments
    on candidates.member_id = assessments.member_id and candidates.year = assessments.year
where cast(candidates.year as varchar) = $year
order by candidates.award, candidates.community_id, candidates.records desc
