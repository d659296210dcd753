select * from {{ source('landing', 'builds') }}
