-- question: What cannot be told from the data we have, and which source is missing?
-- scope: public
select
    indicators.indicator_id,
    indicators.name_zh,
    indicators.name_en,
    indicators.needs
from published.indicators as indicators
where indicators.built
and exists (
    select 1
    from published.indicator_values as held
    where held.indicator_id = indicators.indicator_id and held.status = 'not_evaluable'
)
and not exists (
    select 1
    from published.indicator_values as held
    where held.indicator_id = indicators.indicator_id and held.status <> 'not_evaluable'
)
order by indicators.indicator_id
