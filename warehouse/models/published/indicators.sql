{# Of several versions the one in force on the day of the build, else the newest; all of them are in `indicator_versions`. #}
with
versions as (
    select
        *,
        row_number() over (
            partition by indicator_id
            order by case when valid_from <= cast({{ as_of() }} as date) then 0 else 1 end asc, valid_from desc
        ) as recency
    from {{ ref('policy_indicator_catalogue') }}
)

select
    cast(indicator_id as varchar) as indicator_id,
    cast(name_zh as varchar) as name_zh,
    cast(name_en as varchar) as name_en,
    cast(dimension as varchar) as dimension,
    cast(kind as varchar) as kind,
    cast(unit as varchar) as unit,
    cast(direction as integer) as direction,
    cast(goalpost_low as double) as goalpost_low,
    cast(goalpost_high as double) as goalpost_high,
    cast(mandatory as boolean) as mandatory,
    cast(why as varchar) as why,
    cast(basis as varchar) as basis,
    cast(minimum_n as integer) as minimum_n,
    cast(needs as varchar) as needs,
    cast(weight_within as double) as weight,
    cast(study as varchar) as study,
    cast(meaning_zh as varchar) as meaning_zh,
    cast(meaning_en as varchar) as meaning_en,
    cast(why_en as varchar) as why_en,
    cast(owner as varchar) as owner,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
    cast(built as boolean) as built
from versions
where recency = 1
