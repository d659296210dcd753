-- question: Which indicators moved the mean score of the communities since the period before, and by how much?
-- scope: committee=all auditor=all
with scored as (
    select moves.community_id
    from published.league_moves as moves
    inner join published.communities as communities on moves.community_id = communities.community_id
    where
        moves.period = $period
        and moves.previous_period = $previous_period
        and moves.lens = $lens
        and moves.change is not null
        and $district in ('all', communities.district)
),

moved as (
    select
        changes.indicator_id,
        sum(changes.contribution) / (select count(*) from scored) as contribution
    from published.score_changes as changes
    inner join scored on changes.community_id = scored.community_id
    where
        changes.period = $period
        and changes.previous_period = $previous_period
        and changes.lens = $lens
    group by changes.indicator_id
),

ordered as (
    select
        indicator_id,
        contribution,
        row_number() over (order by abs(contribution) desc, indicator_id) as place
    from moved
)

select
    case when ordered.place <= 8 then ordered.indicator_id end as indicator_id,
    max(indicators.name_zh) as name_zh,
    max(indicators.name_en) as name_en,
    sum(ordered.contribution) as contribution,
    count(*) as indicators,
    min(ordered.place) as place
from ordered
left join published.indicators as indicators
    on ordered.indicator_id = indicators.indicator_id and ordered.place <= 8
group by case when ordered.place <= 8 then ordered.indicator_id end
order by place
