select * from {{ source('landing', 'quarantine_answers') }}
