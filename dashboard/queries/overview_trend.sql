-- question: How have the districts moved over the periods of this kind? The band holds the middle half of communities.
-- scope: committee=all auditor=all
select
    communities.district,
    periods.period,
    periods.starts_on,
    avg(scores.total) as mean_total,
    quantile_cont(scores.total, 0.25) as quarter_low,
    quantile_cont(scores.total, 0.75) as quarter_high,
    count(*) as communities
from published.community_scores as scores
inner join published.communities as communities on scores.community_id = communities.community_id
inner join published.periods as periods on scores.period = periods.period
inner join published.periods as chosen on periods.kind = chosen.kind and periods.starts_on <= chosen.starts_on
where
    chosen.period = $period
    and scores.lens = $lens
    and scores.total is not null
    and $district in ('all', communities.district)
group by communities.district, periods.period, periods.starts_on
order by communities.district, periods.starts_on
