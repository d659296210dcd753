-- question: What does each indicator mean, what is it made of, how much does it weigh, and is it built?
-- scope: public
select
    indicators.*,
    dimensions.name_zh as dimension_zh,
    dimensions.name_en as dimension_en,
    case
        when indicators.built
            then
                dimensions.weight / (select sum(weight) from published.dimensions)
                * indicators.weight
                / sum(indicators.weight) over (partition by indicators.dimension, indicators.built)
    end as share_of_total
from published.indicators as indicators
left join published.dimensions as dimensions on indicators.dimension = dimensions.dimension
order by dimensions.position nulls last, indicators.indicator_id
