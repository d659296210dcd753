{{ config(alias='score_gains') }}
{{ published_from(ref('score_gains')) }}
