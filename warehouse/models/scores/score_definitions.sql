{# The definitions in force in each period: the catalogue row, and the weight of its dimension, valid on the period's last day.
   `worse_goalpost` is the larger of a time's two: what a time that never came is worth. #}
select
    periods.period,
    periods.kind as period_kind,
    periods.starts_on,
    periods.ends_on,
    catalogue.indicator_id,
    catalogue.dimension,
    catalogue.kind,
    catalogue.unit,
    catalogue.basis,
    catalogue.goalpost_low,
    catalogue.goalpost_high,
    greatest(catalogue.goalpost_low, catalogue.goalpost_high) as worse_goalpost,
    catalogue.mandatory,
    catalogue.minimum_n,
    catalogue.needs,
    catalogue.weight_within,
    dimensions.weight as dimension_weight
from {{ ref('core_periods') }} as periods
inner join {{ ref('policy_indicator_catalogue') }} as catalogue
    on
        periods.ends_on >= catalogue.valid_from
        and (catalogue.valid_to is null or periods.ends_on <= catalogue.valid_to)
inner join {{ ref('policy_dimensions') }} as dimensions
    on
        catalogue.dimension = dimensions.dimension
        and periods.ends_on >= dimensions.valid_from
        and (dimensions.valid_to is null or periods.ends_on <= dimensions.valid_to)
where catalogue.built
