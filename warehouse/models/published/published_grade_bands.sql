{{ config(alias='grade_bands') }}
{{ published_from(ref('policy_grade_bands'), typed=true) }}
where {{ is_in_force_today() }}
