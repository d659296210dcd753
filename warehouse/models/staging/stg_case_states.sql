select * from {{ source('landing', 'case_states') }}
