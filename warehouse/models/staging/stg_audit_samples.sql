select * from {{ source('landing', 'audit_samples') }}
