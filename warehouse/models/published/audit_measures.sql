select
    period,
    measure,
    stratum,
    value,
    low,
    high,
    n,
    expected
from {{ ref('flag_audit_measures') }}
