-- question: How many communities moved beyond their interval since the period before?
-- scope: committee=all auditor=all
with compared as (
    select
        now.community_id,
        communities.district,
        now.total,
        now.coverage,
        before.total as total_before,
        now.total_low > before.total_high as moved_up,
        now.total_high < before.total_low as moved_down
    from published.community_scores as now
    inner join published.communities as communities on now.community_id = communities.community_id
    left join published.community_scores as before
        on
            now.community_id = before.community_id
            and now.lens = before.lens
            and before.period = $previous_period
    where
        now.period = $period
        and now.lens = $lens
)

select
    district,
    count(*) as communities,
    count(total) as ranked,
    count(total) filter (where total_before is not null) as compared,
    count(*) filter (where moved_up or moved_down) as moved,
    count(*) filter (where moved_up) as up,
    count(*) filter (where moved_down) as down,
    avg(total) as mean_total,
    avg(total_before) filter (where total is not null) as mean_total_before,
    avg(coverage) as coverage
from compared
where $district in ('all', district)
group by grouping sets ((district), ())
order by district nulls first
