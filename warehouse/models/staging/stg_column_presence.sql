select * from {{ source('landing', 'column_presence') }}
