select
    source,
    cast(sum(rows) as bigint) as rows,
    min(occurred_on) as first_on,
    max(occurred_on) as last_on
from {{ ref('core_source_days') }}
group by source
