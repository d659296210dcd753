{{ config(alias='lens_nodes') }}
{{ published_from(ref('policy_lens_nodes'), typed=true) }}
where {{ is_in_force_today() }}
union all
select
    {{ default_lens() }} as lens,
    dimension as node,
    name_zh,
    name_en,
    weight,
    position
from {{ ref('published_dimensions') }}
