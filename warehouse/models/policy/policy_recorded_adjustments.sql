{# A change is the addition of a case: `valid_from` is the day it happened. #}
select
    entry_id,
    community_id,
    item,
    occurred_on,
    reason,
    evidence,
    recorded_on
from {{ ref('recorded_adjustments') }}
union all
select
    row_key as entry_id,
    {{ policy_columns(['community_id', 'item'], 'column_name', 'new_value') }},
    max(valid_from) as occurred_on,
    max(reason) as reason,
    {{ policy_columns(['evidence'], 'column_name', 'new_value') }},
    cast(max(said_at) as date) as recorded_on
from {{ standing_changes('recorded_adjustments') }} as changes
group by row_key
