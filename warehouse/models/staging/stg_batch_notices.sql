select * from {{ source('landing', 'batch_notices') }}
