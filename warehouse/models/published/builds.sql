select
    build_id,
    started_at,
    finished_at,
    code_version,
    inputs_hash
from {{ ref('core_builds') }}
