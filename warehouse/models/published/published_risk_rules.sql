{{ config(alias='risk_rules') }}
select
    cast(input as varchar) as input,
    cast(at_least as double) as at_least,
    cast(points as integer) as points
from {{ ref('risk_rules') }}
