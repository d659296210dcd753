with
ratings as (
    select
        ratings.*,
        ratings.period as quarter,
        levels.name_zh,
        levels.name_en
    from {{ ref('score_risk_ratings') }} as ratings
    left join {{ ref('risk_levels') }} as levels on ratings.level = levels.level
)

{{ published_from('ratings', typed=true) }}
