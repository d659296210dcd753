select
    scores.period,
    scores.lens,
    communities.district,
    avg(scores.total) as mean_total,
    percentile_cont(0.25) within group (order by scores.total) as quarter_low,
    percentile_cont(0.75) within group (order by scores.total) as quarter_high,
    count(*) as communities
from {{ ref('score_communities') }} as scores
inner join {{ ref('communities') }} as communities on scores.community_id = communities.community_id
where scores.total is not null
group by scores.period, scores.lens, communities.district
