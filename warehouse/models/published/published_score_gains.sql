{{ config(alias='score_gains') }}
select
    period,
    lens,
    community_id,
    indicator_id,
    points_per_unit,
    points_to_gain
from {{ ref('score_gains') }}
