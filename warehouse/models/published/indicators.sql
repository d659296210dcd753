{# Of several versions the one in force on the day of the build, else the newest; all of them are in `indicator_versions`. #}
with
versions as (
    select
        *,
        weight_within as weight
    from {{ ref('policy_indicator_catalogue') }}
    qualify
        row_number() over (
            partition by indicator_id
            order by case when valid_from <= cast({{ as_of() }} as date) then 0 else 1 end asc, valid_from desc
        ) = 1
)

{{ published_from('versions', typed=true) }}
