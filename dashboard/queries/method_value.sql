-- question: How did this community's value of one indicator come about, and by what was it judged?
-- scope: committee=all auditor=all community=community_id
select
    held.community_id,
    communities.name as community,
    indicators.name_zh,
    indicators.name_en,
    terms.kind,
    terms.unit,
    terms.basis,
    terms.goalpost_low,
    terms.goalpost_high,
    terms.units,
    terms.mean,
    terms.tau2,
    terms.s2,
    terms.mean_n,
    held.n,
    held.numerator,
    held.denominator,
    held.raw_value,
    held.raw_se,
    held.raw_low,
    held.raw_high,
    held.shrinkage,
    held.value,
    held.se,
    held.low,
    held.high,
    held.reliability,
    held.status,
    held.reason,
    held.score
from published.indicator_values as held
inner join published.indicators as indicators on held.indicator_id = indicators.indicator_id
inner join published.communities as communities on held.community_id = communities.community_id
left join published.indicator_terms as terms on held.period = terms.period and held.indicator_id = terms.indicator_id
where
    held.period = $period
    and held.community_id = $community
    and held.indicator_id = $indicator
