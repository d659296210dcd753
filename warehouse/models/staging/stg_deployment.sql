select
    key,
    value
from {{ source('landing', 'deployment') }}
