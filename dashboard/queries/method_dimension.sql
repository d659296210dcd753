-- question: Which indicators make up the score of this indicator's dimension, and with what weight?
-- scope: committee=all auditor=all community=community_id
select
    parts.community_id,
    parts.dimension,
    parts.indicator_id,
    indicators.name_zh,
    indicators.name_en,
    held.score,
    held.status,
    parts.within,
    parts.points
from published.indicator_weights as own
inner join published.indicator_weights as parts
    on
        own.period = parts.period
        and own.lens = parts.lens
        and own.community_id = parts.community_id
        and own.dimension = parts.dimension
inner join published.indicators as indicators on parts.indicator_id = indicators.indicator_id
inner join published.indicator_values as held
    on
        parts.period = held.period
        and parts.community_id = held.community_id
        and parts.indicator_id = held.indicator_id
where
    own.period = $period
    and own.lens = $lens
    and own.community_id = $community
    and own.indicator_id = $indicator
order by parts.points desc, parts.indicator_id
