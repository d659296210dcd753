select
    entry,
    batch_id
from {{ source('landing', 'quarantine_answers') }}
