-- question: How far is the duty of each work unit in the year, is the unit eligible, and what do random audits say of its hours?
-- scope: committee=all work_unit=work_unit_id
select
    units.work_unit_id,
    units.year,
    units.members,
    units.reported_members,
    units.completed_members,
    units.reported_rate,
    units.completion_rate,
    100 * units.reported_rate as reported_percent,
    100 * units.completion_rate as completion_percent,
    units.required_rate,
    units.verified_hours,
    units.evenness,
    units.eligible,
    units.rule_id,
    units.rule_version,
    rules.zh as rule_zh,
    rules.en as rule_en,
    credits.status as credit_status,
    credits.random_audits,
    credits.covered_hours,
    -- Nobody is told of fewer than no hours; nowhere else are they cut.
    case when credits.credit < 0 then 0 else credits.credit end as credit,
    case when credits.credit_low < 0 then 0 else credits.credit_low end as credit_low,
    case when credits.credit_high < 0 then 0 else credits.credit_high end as credit_high
from published.work_unit_assessments as units
left join published.points_rules as rules
    on units.rule_id = rules.rule_id and units.rule_version = rules.rule_version
left join published.unit_credits as credits on units.work_unit_id = credits.work_unit_id and units.year = credits.year
where cast(units.year as varchar) = $year
order by units.work_unit_id
