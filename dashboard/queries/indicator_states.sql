-- question: For how many communities can each indicator be said, and where it cannot, why?
-- scope: committee=all auditor=all community=all
select
    indicators.indicator_id,
    indicators.name_zh,
    indicators.name_en,
    indicators.dimension,
    indicators.weight,
    indicators.needs,
    count(*) filter (where held.status in ('ok', 'insufficient')) as usable,
    count(*) filter (where held.status = 'ok') as ok,
    count(*) filter (where held.status = 'insufficient') as insufficient,
    count(*) filter (where held.status = 'not_reported') as not_reported,
    count(*) filter (where held.status = 'not_applicable') as not_applicable,
    count(*) filter (where held.status = 'not_evaluable') as not_evaluable
from published.indicators as indicators
left join published.indicator_values as held
    on indicators.indicator_id = held.indicator_id and held.period = $period
where indicators.built
group by all
order by usable desc, indicators.dimension, indicators.indicator_id
