select * from {{ source('landing', 'period_closings') }}
