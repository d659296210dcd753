select
    key,
    value
from {{ ref('core_deployment') }}
