select * from {{ source('landing', 'error_reports') }}
