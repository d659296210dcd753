-- question: What would move this community up, and by how much?
-- scope: committee=all auditor=all community=community_id
select
    gains.community_id,
    gains.indicator_id,
    indicators.name_zh,
    indicators.name_en,
    indicators.unit,
    indicators.goalpost_high,
    held.value,
    held.score,
    held.status,
    gains.points_per_unit,
    gains.points_to_gain
from published.score_gains as gains
inner join published.indicators as indicators on gains.indicator_id = indicators.indicator_id
left join published.indicator_values as held
    on
        gains.community_id = held.community_id
        and gains.indicator_id = held.indicator_id
        and gains.period = held.period
where
    gains.period = $period
    and gains.lens = $lens
    and gains.community_id = $community
    and gains.points_to_gain > 0
order by gains.points_to_gain desc, gains.indicator_id
