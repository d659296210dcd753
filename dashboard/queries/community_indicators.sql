-- question: What is this community's value of every indicator, on how much does it rest, and can it be used?
-- scope: committee=all auditor=all community=community_id
select
    held.community_id,
    held.indicator_id,
    indicators.name_zh,
    indicators.name_en,
    indicators.dimension,
    dimensions.name_zh as dimension_zh,
    dimensions.name_en as dimension_en,
    indicators.kind,
    indicators.unit,
    held.numerator,
    held.denominator,
    held.raw_value,
    held.value,
    case when indicators.unit = 'share' and held.low < 0 then 0 else held.low end as low,
    case when indicators.unit = 'share' and held.high > 1 then 1 else held.high end as high,
    held.score,
    held.status,
    held.reason,
    before.value as value_before
from published.indicator_values as held
inner join published.indicators as indicators on held.indicator_id = indicators.indicator_id
left join published.dimensions as dimensions on indicators.dimension = dimensions.dimension
left join published.indicator_values as before
    on
        held.community_id = before.community_id
        and held.indicator_id = before.indicator_id
        and before.period = $previous_period
where
    held.period = $period
    and held.community_id = $community
order by dimensions.position nulls last, indicators.indicator_id
