select
    source,
    check_name as "check",
    status,
    observed,
    expected
from {{ ref('core_quality') }}
