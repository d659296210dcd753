select * from {{ source('landing', 'deployment') }}
