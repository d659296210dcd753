with
begun as (
    select *
    from {{ ref('policy_flag_thresholds') }}
    where category = '*' and valid_from <= cast({{ as_of() }} as date)
    qualify row_number() over (partition by flag_code, parameter order by valid_from desc) = 1
),

thresholds as (
    select
        flag_code,
        string_agg(parameter || ' = ' || cast(value as varchar) || ' ' || unit, '; ' order by parameter) as threshold_text
    from begun
    group by flag_code
),

catalogue as (
    select
        rules.*,
        thresholds.threshold_text
    from {{ ref('flag_rules') }} as rules
    left join thresholds on rules.flag_code = thresholds.flag_code
)

{{ published_from('catalogue', typed=true) }}
