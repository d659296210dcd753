{# Builds published before, and this one; its end is written when it is published. #}
select
    build_id,
    started_at,
    finished_at,
    code_version,
    inputs_hash
from {{ ref('stg_builds') }}
union all
select
    '{{ var("build_id") }}' as build_id,
    cast('{{ var("started_at") }}' as timestamp) as started_at,
    cast(null as timestamp) as finished_at,
    '{{ var("code_version") }}' as code_version,
    '{{ var("inputs_hash") }}' as inputs_hash
