{{ config(alias='points_rules') }}
select
    cast(rule_id as varchar) as rule_id,
    cast(rule_version as varchar) as rule_version,
    cast(actor_type as varchar) as actor_type,
    cast(kind as varchar) as kind,
    cast(parameter as varchar) as parameter,
    cast(value as double) as value,
    cast(unit as varchar) as unit,
    cast({{ rule_text('zh') }} as varchar) as zh,
    cast({{ rule_text('en') }} as varchar) as en,
    cast(valid_from as date) as valid_from,
    cast(valid_to as date) as valid_to
from {{ ref('policy_points_rules') }} as points_rules
