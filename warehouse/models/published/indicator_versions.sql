with
versions as (
    select
        *,
        weight_within as weight
    from {{ ref('policy_indicator_catalogue') }}
)

{{ published_from('versions', typed=true) }}
