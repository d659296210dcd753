{{ config(alias='lenses') }}
{{ published_from(ref('lenses')) }}
