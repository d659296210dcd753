{{ config(materialized='view') }}
select
    filed.period,
    filed.community_id,
    filed.indicator_id,
    filed.record_id,
    coalesce(answers.verdict, 'filed') as state
from {{ ref('stg_period_closings') }} as filed
left join {{ ref('stg_period_closings') }} as answers on filed.event_id = answers.answers
where filed.kind = 'objection'
