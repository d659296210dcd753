select
    ratings.period as quarter,
    ratings.community_id,
    cast(ratings.level as integer) as level,
    levels.name_zh,
    levels.name_en,
    ratings.status,
    cast(ratings.points as integer) as points,
    cast(ratings.incidents as bigint) as incidents,
    ratings.incidents_low,
    ratings.incidents_high,
    cast(ratings.risk_reports as bigint) as risk_reports,
    cast(ratings.severity_sum as bigint) as severity_sum,
    cast(ratings.overdue_findings as bigint) as overdue_findings,
    cast(ratings.exposed_people as bigint) as exposed_people,
    cast(ratings.incidents_points as integer) as incidents_points,
    cast(ratings.severity_sum_points as integer) as severity_sum_points,
    cast(ratings.overdue_findings_points as integer) as overdue_findings_points,
    cast(ratings.exposed_people_points as integer) as exposed_people_points,
    ratings.missing
from {{ ref('score_risk_ratings') }} as ratings
left join {{ ref('risk_levels') }} as levels on ratings.level = levels.level
