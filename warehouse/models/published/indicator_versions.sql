select
    cast(indicator_id as varchar) as indicator_id,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
    cast(goalpost_low as double) as goalpost_low,
    cast(goalpost_high as double) as goalpost_high,
    cast(weight_within as double) as weight,
    cast(mandatory as boolean) as mandatory,
    cast(meaning_zh as varchar) as meaning_zh,
    cast(meaning_en as varchar) as meaning_en,
    cast(owner as varchar) as owner
from {{ ref('policy_indicator_catalogue') }}
