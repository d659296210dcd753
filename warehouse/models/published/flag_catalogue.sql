with
begun as (
    select
        *,
        row_number() over (partition by flag_code, parameter order by valid_from desc) as recency
    from {{ ref('policy_flag_thresholds') }}
    where category = '*' and valid_from <= cast({{ as_of() }} as date)
),

thresholds as (
    select
        flag_code,
        string_agg(parameter || ' = ' || cast(value as varchar) || ' ' || unit, '; ' order by parameter) as threshold_text
    from begun
    where recency = 1
    group by flag_code
)

select
    rules.flag_code,
    rules.name_zh,
    rules.name_en,
    rules.flag_group,
    cast(rules.severity as integer) as severity,
    thresholds.threshold_text,
    rules.minimum_data,
    rules.why_zh,
    rules.why_en,
    rules.innocent_zh,
    rules.innocent_en,
    rules.check_zh,
    rules.check_en,
    cast(rules.rule_version as varchar) as rule_version,
    cast(rules.weight as double) as weight,
    rules.source,
    rules.built
from {{ ref('flag_rules') }} as rules
left join thresholds on rules.flag_code = thresholds.flag_code
