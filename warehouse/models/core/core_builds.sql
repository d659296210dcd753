{# Builds published before, and this one; its end is written when it is published. #}
select
    build_id,
    started_at,
    finished_at,
    code_version,
    inputs_hash
from {{ ref('stg_builds') }}
