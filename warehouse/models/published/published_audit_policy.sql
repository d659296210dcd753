{{ config(alias='audit_policy') }}
{{ published_from(ref('audit_policy'), typed=true) }}
