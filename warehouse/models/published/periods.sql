select
    period,
    kind,
    starts_on,
    ends_on,
    previous_period
from {{ ref('core_periods') }}
