{# A row that stands for several responses is a mean, not an incident. #}
select *
from {{ ref('stg_incidents') }}
where responses is null
