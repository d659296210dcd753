{# The rule `parameter` in force on `day` for `actor_type` ('*' rules are everybody's), joined as `alias`. #}
{% macro join_rule(alias, parameter, day, actor_type=none) -%}
left join {{ ref('policy_points_rules') }} as {{ alias }}
    on
        {{ alias }}.parameter = '{{ parameter }}'
        and {{ day }} >= {{ alias }}.valid_from
        and {{ day }} <= coalesce({{ alias }}.valid_to, date '9999-12-31')
        {%- if actor_type %}
        and {{ actor_type }} = {{ alias }}.actor_type
        {%- endif %}
{%- endmacro %}

{# The day whose rules a year is assessed by: its last, or today while it runs. #}
{% macro last_day_of(year) -%}
least(cast(cast({{ year }} as varchar) || '-12-31' as date), cast({{ as_of() }} as date))
{%- endmacro %}

{# The text of a rule in `column`, with the number it has in this version. #}
{% macro rule_text(column) -%}
replace({{ column }}, '{value}', case
    when points_rules.value = round(points_rules.value) then cast(cast(points_rules.value as bigint) as varchar)
    else cast(points_rules.value as varchar)
end)
{%- endmacro %}

{# Whether `account` belongs to somebody who can spend what is on it; not the system, nor what is held, honour, or given away. #}
{% macro is_holder(account) -%}
split_part({{ account }}, ':', 1) in ('member', 'household', 'enterprise', 'social', 'community')
{%- endmacro %}

{# Whose account it is, if it is of one of `kinds`; null for all others. #}
{% macro holder_of(account, kinds) -%}
case
    when split_part({{ account }}, ':', 1) in ('{{ kinds | join("', '") }}') then substr({{ account }}, strpos({{ account }}, ':') + 1)
end
{%- endmacro %}

{# Whether an entry of `kind` gives points away. #}
{% macro is_spending(kind) -%}
{{ kind }} in ('redeem', 'donate')
{%- endmacro %}

{# Numbers of `matching_policy` as the columns of one row. #}
{% macro matching_policy(parameters) -%}
select
    {{ policy_columns(parameters) }}
from {{ ref('matching_policy') }}
{%- endmacro %}

{# How many people have claimed each activity or served at it so far. #}
{% macro people_by_activity() -%}
select
    activity_id,
    count(distinct member_id) as people
from {{ ref('core_service_records') }}
where activity_id is not null and coalesce(claimed_at, started_at) <= {{ as_of() }}
group by activity_id
{%- endmacro %}

{# The one shape of a movement of points between two accounts. Arguments are SQL expressions over `relation`; the columns that
   name its rule begin with `rule`, where it has several. #}
{% macro movement_rows(
    relation,
    kind,
    from_account,
    to_account,
    points,
    hours='0.0',
    rule=none,
    record_id='record_id',
    decision_id='null',
    posted_at='posted_at',
    matures_at='matures_at',
    where='true'
) -%}
{% set rule_columns = rule ~ '_rule' if rule else 'rule' -%}
select
    {{ record_id }} as record_id,
    '{{ kind }}' as kind,
    {{ from_account }} as from_account,
    {{ to_account }} as to_account,
    {{ points }} as points,
    {{ hours }} as hours,
    {{ rule_columns }}_id as rule_id,
    {{ rule_columns }}_version as rule_version,
    cast({{ decision_id }} as varchar) as decision_id,
    {{ posted_at }} as posted_at,
    {{ matures_at }} as matures_at
from {{ relation }}
where {{ where }}
{%- endmacro %}
