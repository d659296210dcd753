{{ config(alias='audit_policy') }}
select
    cast(parameter as varchar) as parameter,
    cast(value as double) as value,
    cast(zh as varchar) as zh,
    cast(en as varchar) as en
from {{ ref('audit_policy') }}
