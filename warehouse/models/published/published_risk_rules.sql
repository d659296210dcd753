{{ config(alias='risk_rules') }}
{{ published_from(ref('risk_rules'), typed=true) }}
