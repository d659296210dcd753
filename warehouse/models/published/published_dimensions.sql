{{ config(alias='dimensions') }}
select
    cast(dimension as varchar) as dimension,
    cast(name_zh as varchar) as name_zh,
    cast(name_en as varchar) as name_en,
    cast(weight as double) as weight,
    cast(position as integer) as position
from {{ ref('policy_dimensions') }}
where {{ is_in_force_today() }}
