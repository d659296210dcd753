{# A refused row is closed once a row with its key has been accepted from a later batch. The key's columns are joined by '|', as
   ingestion writes them. #}
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
        batches.received_at
    from {{ ref('stg_quarantine_rows') }} as quarantine
    left join {{ ref('stg_batches') }} as batches on quarantine.batch_id = batches.batch_id
),

corrected as (
    select distinct
        refused.source,
        refused.key,
        refused.received_at
    from refused
    inner join accepted on refused.source = accepted.source and refused.key = accepted.key
    inner join {{ ref('stg_batches') }} as batches on accepted.batch_id = batches.batch_id
    where batches.received_at > refused.received_at
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
    case when corrected.key is null then 'open' else 'closed' end as state
from refused
left join corrected
    on refused.source = corrected.source and refused.key = corrected.key and refused.received_at = corrected.received_at
