-- question: What would each verdict change, before and after?
-- scope: auditor=all committee=all
-- A verdict that leaves an indicator as it is has no row for it.
select
    effects.community_id,
    effects.subject,
    indicators.name_zh,
    indicators.name_en,
    effects.period,
    max(effects.value_now) as value_now,
    coalesce(
        max(case when effects.verdict = 'genuine' then effects.value_then end), max(effects.value_now)
    ) as value_if_genuine,
    coalesce(
        max(case when effects.verdict = 'not_genuine' then effects.value_then end), max(effects.value_now)
    ) as value_if_not_genuine,
    max(effects.out_of_now) as out_of_now,
    coalesce(
        max(case when effects.verdict = 'genuine' then effects.out_of_then end), max(effects.out_of_now)
    ) as out_of_if_genuine,
    coalesce(
        max(case when effects.verdict = 'not_genuine' then effects.out_of_then end), max(effects.out_of_now)
    ) as out_of_if_not_genuine,
    max(effects.grade_now) as grade_now,
    max(case when effects.verdict = 'genuine' then effects.grade_then end) as grade_if_genuine,
    max(case when effects.verdict = 'not_genuine' then effects.grade_then end) as grade_if_not_genuine
from published.decision_effects as effects
left join published.indicators as indicators on effects.subject = indicators.indicator_id
where effects.record_id = $record
group by effects.community_id, effects.subject, indicators.name_zh, indicators.name_en, effects.period
order by effects.period is not null, effects.subject, length(effects.period), effects.period
