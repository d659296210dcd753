{{ config(materialized='view') }}
{# Every evidence row of every indicator with what it adds: to the numerator of a rate or a count, as a value to a mean or a
   time. A row with a period counts there; one with a day counts in every period that holds the day. #}
select
    indicator_id,
    community_id,
    period,
    occurred_on,
    source,
    batch_id,
    row_number,
    record_id,
    coalesce(value, numerator) as contribution
from {{ ref('score_indicator_inputs') }}
