{# A refused row is closed once it has been sent again, well or badly: it has been accepted, or a newer entry stands for it. A row
   is known by its key, whose columns are joined by '|' as ingestion writes them, or by the number of its entry. #}
with
accepted as (
    {% for source, columns in var('keys').items() -%}
    select
        '{{ source }}' as source,
        cast({{ columns | join(" as varchar) || '|' || cast(") }} as varchar) as key,
        batch_id
    from {{ ref('stg_' ~ source) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

refused as (
    select
        quarantine.*,
        batches.received_at,
        batches.community_id
    from {{ ref('stg_quarantine_rows') }} as quarantine
    left join {{ ref('stg_batches') }} as batches on quarantine.batch_id = batches.batch_id
),

arrivals as (
    select
        accepted.source,
        accepted.key,
        batches.received_at
    from accepted
    inner join {{ ref('stg_batches') }} as batches on accepted.batch_id = batches.batch_id
    union all
    select
        source,
        key,
        received_at
    from refused
),

keys as (
    select
        source,
        key,
        max(received_at) as last_received_at
    from arrivals
    group by source, key
),

answers as (
    select
        answers.entry,
        max(batches.received_at) as last_received_at
    from {{ ref('stg_quarantine_answers') }} as answers
    inner join {{ ref('stg_batches') }} as batches on answers.batch_id = batches.batch_id
    group by answers.entry
)

select
    refused.*,
    case
        when keys.last_received_at > refused.received_at or answers.last_received_at > refused.received_at then 'closed'
        else 'open'
    end as state
from refused
left join keys on refused.source = keys.source and refused.key = keys.key
left join answers on refused.entry = answers.entry
