{{ config(alias='lens_nodes') }}
select
    cast(lens as varchar) as lens,
    cast(node as varchar) as node,
    cast(name_zh as varchar) as name_zh,
    cast(name_en as varchar) as name_en,
    cast(weight as double) as weight,
    cast(position as integer) as position
from {{ ref('policy_lens_nodes') }}
where {{ is_in_force_today() }}
union all
select
    'tianping' as lens,
    dimension as node,
    name_zh,
    name_en,
    weight,
    position
from {{ ref('published_dimensions') }}
