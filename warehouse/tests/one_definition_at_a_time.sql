-- In every period an indicator has one definition: versions that overlap would count it twice.
select
    period,
    indicator_id
from {{ ref('score_definitions') }}
group by period, indicator_id
having count(*) > 1
