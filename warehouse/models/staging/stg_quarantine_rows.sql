select * from {{ source('landing', 'quarantine_rows') }}
