select
    candidates.year,
    candidates.award,
    case when candidates.award = 'model_person' then candidates.nominee end as member_id,
    case when candidates.award = 'model_household' then candidates.nominee end as household_id,
    case when candidates.award not in ('model_person', 'model_household') then candidates.nominee end as organisation_id,
    candidates.community_id,
    candidates.value,
    candidates.records,
    candidates.rating_mean,
    candidates.evenness,
    candidates.grade_a_share,
    candidates.members,
    candidates.place,
    candidates.tied,
    candidates.rule_id,
    candidates.notice_days,
    rules.zh as rule_zh,
    rules.en as rule_en
from {{ ref('points_award_candidates') }} as candidates
inner join {{ ref('award_rules') }} as rules on candidates.rule_id = rules.rule_id
