{# A refused row is closed once it has been sent again, well or badly: it has been accepted, or a newer entry stands for it. A row
   is known by its key, whose columns are joined by '|' as ingestion writes them, or by the number of its entry. #}
{% set keys = {
    'communities': ['community_id'],
    'members': ['member_id'],
    'activities': ['activity_id'],
    'service_logs': ['record_id'],
    'community_reviews': ['record_id'],
    'resident_ratings': ['rating_id'],
    'drills': ['drill_id'],
    'drill_attendance': ['drill_id', 'member_id'],
    'drill_findings': ['finding_id'],
    'organisations': ['organisation_id'],
    'organisation_actions': ['action_id'],
    'demands': ['demand_id'],
    'upward_reports': ['report_id'],
    'notices': ['notice_id', 'community_id'],
    'incidents': ['incident_id'],
    'supplies': ['community_id', 'item', 'cast(checked_on as varchar)'],
    'trainings': ['training_id', 'member_id'],
    'burden_log': ['entry_id'],
    'photos': ['photo_id']
} %}
with
accepted as (
    {% for source, columns in keys.items() -%}
    select
        '{{ source }}' as source,
        {{ columns | join(" || '|' || ") }} as key,
        batch_id
    from {{ ref('stg_' ~ source) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor -%}
),

refused as (
    select
        quarantine.batch_id,
        quarantine.source,
        quarantine.file_name,
        quarantine.sheet,
        quarantine.row_number,
        quarantine.key,
        quarantine.rule,
        quarantine.column_name,
        quarantine.value,
        quarantine.reason_zh,
        quarantine.reason_en,
        quarantine.entry,
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
    refused.batch_id,
    refused.source,
    refused.file_name,
    refused.sheet,
    refused.row_number,
    refused.key,
    refused.rule,
    refused.column_name,
    refused.value,
    refused.reason_zh,
    refused.reason_en,
    case
        when keys.last_received_at > refused.received_at or answers.last_received_at > refused.received_at then 'closed'
        else 'open'
    end as state,
    refused.community_id
from refused
left join keys on refused.source = keys.source and refused.key = keys.key
left join answers on refused.entry = answers.entry
