{{ config(alias='score_changes') }}
{{ published_from(ref('score_changes')) }}
