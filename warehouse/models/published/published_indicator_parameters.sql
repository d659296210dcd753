{{ config(alias='indicator_parameters') }}
{{ published_from(ref('indicator_parameters'), typed=true) }}
