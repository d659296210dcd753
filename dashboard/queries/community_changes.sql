-- question: Which indicators moved this community's score since the period before, and through what?
-- scope: committee=all auditor=all community=community_id
with ordered as (
    select
        community_id,
        indicator_id,
        component,
        contribution,
        row_number() over (order by abs(contribution) desc, indicator_id, component) as place
    from published.score_changes
    where
        period = $period
        and previous_period = $previous_period
        and lens = $lens
        and community_id = $community
        and abs(contribution) > 1e-9
)

select
    ordered.community_id,
    case when ordered.place <= 10 then ordered.indicator_id end as indicator_id,
    case when ordered.place <= 10 then ordered.component else 'others' end as component,
    max(indicators.name_zh) as name_zh,
    max(indicators.name_en) as name_en,
    sum(ordered.contribution) as contribution,
    count(*) as parts
from ordered
left join published.indicators as indicators
    on ordered.indicator_id = indicators.indicator_id and ordered.place <= 10
group by
    ordered.community_id,
    case when ordered.place <= 10 then ordered.place end,
    case when ordered.place <= 10 then ordered.indicator_id end,
    case when ordered.place <= 10 then ordered.component else 'others' end
order by min(ordered.place)
