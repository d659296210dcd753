{{ config(alias='rewards') }}
{{ published_from(ref('rewards'), typed=true) }}
