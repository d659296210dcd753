-- question: How high is the risk in each community in the quarter the period ends in, and what makes it so?
-- scope: committee=all auditor=all community=community_id
select
    ratings.quarter,
    ratings.community_id,
    communities.name,
    communities.district,
    ratings.level,
    ratings.name_zh,
    ratings.name_en,
    ratings.status,
    ratings.points,
    ratings.incidents,
    ratings.incidents_low,
    ratings.incidents_high,
    ratings.risk_reports,
    ratings.severity_sum,
    ratings.overdue_findings,
    ratings.exposed_people,
    ratings.incidents_points,
    ratings.severity_sum_points,
    ratings.overdue_findings_points,
    ratings.exposed_people_points,
    ratings.missing
from published.risk_ratings as ratings
inner join published.communities as communities on ratings.community_id = communities.community_id
inner join published.periods as quarters on ratings.quarter = quarters.period
inner join published.periods as periods on periods.ends_on between quarters.starts_on and quarters.ends_on
where
    periods.period = $period
    and $district in ('all', communities.district)
    and ($community is null or ratings.community_id = $community)
order by ratings.points desc nulls last, communities.name
