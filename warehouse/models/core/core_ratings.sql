{# `score01` puts every scale on 0-1; a score outside its own scale is no score. #}
select
    *,
    case
        when scale_max > scale_min and score between scale_min and scale_max
            then (score - scale_min) / (scale_max - scale_min)
    end as score01,
    cast(rated_at as date) as rated_on
from {{ ref('stg_resident_ratings') }}
