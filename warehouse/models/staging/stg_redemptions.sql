select * from {{ source('landing', 'redemptions') }}
