select * from {{ source('landing', 'audit_decisions') }}
