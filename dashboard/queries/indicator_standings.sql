-- question: What is every community's value of one indicator, on how much does it rest, and how sure is it?
-- scope: committee=all auditor=all community=all
select
    held.community_id,
    communities.name,
    communities.district,
    held.numerator,
    held.denominator,
    held.n,
    held.raw_value,
    held.value,
    case when indicators.unit = 'share' and held.low < 0 then 0 else held.low end as low,
    case when indicators.unit = 'share' and held.high > 1 then 1 else held.high end as high,
    held.score,
    held.status,
    held.reason
from published.indicator_values as held
inner join published.indicators as indicators on held.indicator_id = indicators.indicator_id
inner join published.communities as communities on held.community_id = communities.community_id
where
    held.period = $period
    and held.indicator_id = $indicator
    and $district in ('all', communities.district)
order by held.value * indicators.direction desc nulls last, communities.name
