select
    key,
    value
from {{ ref('stg_deployment') }}
where key <> 'decisions_url'
union all
select
    'effective_as_of' as key,
    '{{ var("as_of") }}' as value
