select * from {{ source('landing', 'case_steps') }}
