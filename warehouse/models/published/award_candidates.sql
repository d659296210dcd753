with
candidates as (
    select
        candidates.*,
        case when candidates.award = 'model_person' then candidates.nominee end as member_id,
        case when candidates.award = 'model_household' then candidates.nominee end as household_id,
        case when candidates.award not in ('model_person', 'model_household') then candidates.nominee end as organisation_id,
        rules.zh as rule_zh,
        rules.en as rule_en
    from {{ ref('points_award_candidates') }} as candidates
    inner join {{ ref('award_rules') }} as rules on candidates.rule_id = rules.rule_id
)

{{ published_from('candidates') }}
