-- question: How many communities are at each level of risk in the quarter the period ends in, and how many cannot be rated?
-- scope: committee=all auditor=all
select
    ratings.quarter,
    ratings.level,
    ratings.name_zh,
    ratings.name_en,
    count(*) as communities
from published.risk_ratings as ratings
inner join published.communities as communities on ratings.community_id = communities.community_id
inner join published.periods as quarters on ratings.quarter = quarters.period
inner join published.periods as periods on periods.ends_on between quarters.starts_on and quarters.ends_on
where periods.period = $period and $district in ('all', communities.district)
group by ratings.quarter, ratings.level, ratings.name_zh, ratings.name_en
order by ratings.level desc nulls last
