{{ config(alias='rewards') }}
select
    cast(offer_id as varchar) as offer_id,
    cast(action as varchar) as action,
    cast(receiver as varchar) as receiver,
    cast(zh as varchar) as zh,
    cast(en as varchar) as en,
    cast(points as double) as points,
    cast(stock as integer) as stock,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to
from {{ ref('rewards') }}
