select
    training_id,
    community_id,
    member_id,
    topic,
    hours,
    passed,
    held_on,
    batch_id,
    row_number
from {{ ref('stg_trainings') }}
