{{ config(alias='dimensions') }}
{{ published_from(ref('policy_dimensions'), typed=true) }}
where {{ is_in_force_today() }}
