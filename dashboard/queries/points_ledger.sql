-- question: What was posted to an account, for which record, by which rule and decision, and what did a limit cut?
-- scope: member=member_id organisation=organisation_id
-- persons: member
with
cuts as (
    select
        entries.account,
        entries.record_id,
        -entries.points as cut_points,
        rules.parameter as cut_parameter,
        rules.value as cut_limit
    from published.ledger as entries
    inner join published.points_rules as rules
        on entries.rule_id = rules.rule_id and entries.rule_version = rules.rule_version
    where entries.kind = 'cap_truncate'
)

select
    entries.member_id,
    entries.organisation_id,
    entries.posted_at,
    entries.kind,
    entries.points,
    entries.hours,
    entries.declared_hours,
    entries.review_grade,
    entries.grade_factor,
    entries.evidence_grade,
    entries.evidence_factor,
    case when rules.parameter = 'points_per_hour' then rules.value end as points_per_hour,
    case
        when rules.parameter = 'points_per_hour'
            then entries.points / nullif(entries.grade_factor * entries.evidence_factor * rules.value, 0)
    end as counted_hours,
    coalesce(cuts.cut_points, -entries.points) as cut_points,
    coalesce(cuts.cut_parameter, rules.parameter) as cut_parameter,
    coalesce(cuts.cut_limit, rules.value) as cut_limit,
    cuts.account is not null as was_cut,
    rules.parameter,
    rules.zh as rule_zh,
    rules.en as rule_en,
    records.activity_title,
    records.category,
    records.started_at,
    records.declared_hours as record_hours,
    records.verified_hours,
    records.community_id,
    records.decision_verdict,
    redemptions.offer_id,
    offers.zh as offer_zh,
    offers.en as offer_en,
    entries.record_id,
    entries.decision_id,
    entries.rule_id,
    entries.rule_version,
    entries.matures_at,
    entries.entry_id
from published.ledger as entries
left join published.service_records as records on entries.record_id = records.record_id
left join published.points_rules as rules
    on entries.rule_id = rules.rule_id and entries.rule_version = rules.rule_version
left join cuts on entries.kind = 'earn' and entries.account = cuts.account and entries.record_id = cuts.record_id
left join published.redemptions as redemptions on entries.record_id = redemptions.redemption_id
left join published.rewards as offers on redemptions.offer_id = offers.offer_id
where
    split_part(entries.account, ':', 1) in ('member', 'enterprise', 'social')
    and cast(entries.statement_year as varchar) = $year
order by entries.posted_at desc, entries.entry_id
