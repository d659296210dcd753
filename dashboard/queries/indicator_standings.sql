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
    held.low,
    held.high,
    held.score,
    held.status,
    held.reason
from published.indicator_values as held
inner join published.communities as communities on held.community_id = communities.community_id
where
    held.period = $period
    and held.indicator_id = $indicator
    and $district in ('all', communities.district)
order by held.score desc nulls last, communities.name
