{# A category row of a threshold has the words and the unit of its default row. Recorded items are here to be cited by cases. #}
with
indicator_names as (
    select
        indicator_id,
        max(name_zh) as name_zh,
        max(name_en) as name_en
    from {{ ref('policy_indicator_catalogue') }}
    group by indicator_id
),

node_names as (
    select
        lens,
        node,
        max(name_zh) as name_zh,
        max(name_en) as name_en
    from {{ ref('policy_lens_nodes') }}
    group by lens, node
),

words as (
    select
        flag_code,
        parameter,
        max(unit) as unit,
        max(zh) as zh,
        max(en) as en
    from {{ ref('policy_flag_thresholds') }}
    group by flag_code, parameter
),

named as (
    {{ policy_values(
        'dimensions', {'weight': "'weight'"}, 'dimensions.name_zh', 'dimensions.name_en'
    ) }}
    union all
    {{ policy_values(
        'indicator_catalogue',
        {
            'weight_within': "'weight'",
            'goalpost_low': 'indicator_catalogue.unit',
            'goalpost_high': 'indicator_catalogue.unit',
            'mandatory': "'true or false'"
        },
        'indicator_catalogue.name_zh',
        'indicator_catalogue.name_en'
    ) }}
    union all
    {{ policy_values(
        'lens_nodes',
        {'weight': "'weight'"},
        "lenses.name_zh || ' · ' || lens_nodes.name_zh",
        "lenses.name_en || ' · ' || lens_nodes.name_en",
        'inner join ' ~ ref('lenses') ~ ' as lenses on lens_nodes.lens = lenses.lens'
    ) }}
    union all
    {{ policy_values(
        'lens_weights',
        {'weight': "'weight'"},
        "node_names.name_zh || ' · ' || indicator_names.name_zh",
        "node_names.name_en || ' · ' || indicator_names.name_en",
        'inner join node_names on lens_weights.lens = node_names.lens and lens_weights.node = node_names.node
        inner join indicator_names on lens_weights.indicator_id = indicator_names.indicator_id'
    ) }}
    union all
    -- The worst grade begins where no total can fall below it.
    {{ policy_values(
        'grade_bands',
        {'at_least': "'score points'"},
        'grade_bands.grade',
        'grade_bands.name_en',
        'where grade_bands.at_least > 0'
    ) }}
    union all
    {{ policy_values(
        'flag_thresholds',
        {'value': 'words.unit'},
        "flag_thresholds.flag_code || ' ' || rules.name_zh || ' · ' || words.zh",
        "flag_thresholds.flag_code || ' ' || rules.name_en || ' · ' || words.en",
        'inner join words
            on flag_thresholds.flag_code = words.flag_code and flag_thresholds.parameter = words.parameter
        inner join ' ~ ref('flag_rules') ~ ' as rules on flag_thresholds.flag_code = rules.flag_code'
    ) }}
    union all
    {{ policy_values(
        'points_rules',
        {'value': 'points_rules.unit'},
        rule_text('points_rules.zh'),
        rule_text('points_rules.en')
    ) }}
    union all
    select
        'adjustment_items' as table_name,
        item as row_key,
        case when kind = 'veto' then 'grade_cap' else 'points' end as column_name,
        case when kind = 'veto' then grade_cap else cast(points as varchar) end as value,
        case when kind = 'veto' then 'grade' else 'score points' end as unit,
        valid_from,
        valid_to,
        name_zh,
        name_en,
        false as changeable
    from {{ ref('adjustment_items') }}
    where source = 'recorded'
)

select
    cast(table_name as varchar) as table_name,
    cast(row_key as varchar) as row_key,
    cast(column_name as varchar) as column_name,
    cast(value as varchar) as value,
    cast(unit as varchar) as unit,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to,
    cast(name_zh as varchar) as name_zh,
    cast(name_en as varchar) as name_en,
    cast(changeable as boolean) as changeable
from named
