-- question: Which communities are suspended or rigid, by which measures, and where can that not be told?
-- scope: committee=all auditor=all community=community_id
select
    alarms.community_id,
    communities.name,
    communities.district,
    alarms.alarm,
    alarms.status,
    alarms.measure_kind,
    alarms.measure,
    coalesce(dimensions.name_zh, indicators.name_zh) as name_zh,
    coalesce(dimensions.name_en, indicators.name_en) as name_en,
    alarms.measure_status,
    alarms.observed,
    alarms.side,
    alarms.threshold,
    alarms.value,
    indicators.unit,
    -- Where a dimension's score comes from: its indicator that scores lowest.
    coalesce(indicators.indicator_id, (
        select min_by(held.indicator_id, held.score)
        from published.indicator_values as held
        inner join published.indicators as inside on held.indicator_id = inside.indicator_id
        where
            held.period = alarms.period
            and held.community_id = alarms.community_id
            and inside.dimension = alarms.measure
            and held.status in ('ok', 'insufficient')
    )) as indicator_id
from published.alarms as alarms
inner join published.communities as communities on alarms.community_id = communities.community_id
left join published.dimensions as dimensions
    on alarms.measure_kind = 'dimension' and alarms.measure = dimensions.dimension
left join published.indicators as indicators
    on alarms.measure_kind = 'indicator' and alarms.measure = indicators.indicator_id
where
    alarms.period = $period
    and $district in ('all', communities.district)
    and ($community is null or alarms.community_id = $community)
order by alarms.alarm desc, communities.name, alarms.part, alarms.measure
