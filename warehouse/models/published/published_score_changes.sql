{{ config(alias='score_changes') }}
select
    period,
    previous_period,
    lens,
    community_id,
    indicator_id,
    component,
    contribution
from {{ ref('score_changes') }}
