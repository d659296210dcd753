select
    cast(period as varchar) as period,
    cast(indicator_id as varchar) as indicator_id,
    cast(kind as varchar) as kind,
    cast(unit as varchar) as unit,
    cast(basis as varchar) as basis,
    cast(goalpost_low as double) as goalpost_low,
    cast(goalpost_high as double) as goalpost_high,
    cast(mandatory as boolean) as mandatory,
    cast(minimum_n as integer) as minimum_n,
    units,
    mean,
    tau2,
    s2,
    mean_n,
    dispersion,
    within_variance
from {{ ref('score_indicator_terms') }}
