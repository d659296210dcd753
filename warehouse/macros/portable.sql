{# What the two engines write differently, and the few formulas that every layer shares.
   Each renders to SQL that sqlglot can carry from DuckDB to Spark; where the engines truly differ, adapter.dispatch chooses. #}

{# A value that is given when the statement is run, by its name. #}
{% macro given(name) -%}
${{ name }}
{%- endmacro %}

{# The deployment's "now": data later than this has not happened yet. #}
{% macro as_of() -%}
cast('{{ var("as_of") }}' as timestamp)
{%- endmacro %}

{% macro minutes_between(earlier, later) -%}
(date_diff('second', {{ earlier }}, {{ later }}) / 60.0)
{%- endmacro %}

{% macro hours_between(earlier, later) -%}
(date_diff('second', {{ earlier }}, {{ later }}) / 3600.0)
{%- endmacro %}

{# Calendar days; both arguments may be dates or timestamps. #}
{% macro days_between(earlier, later) -%}
date_diff('day', cast({{ earlier }} as date), cast({{ later }} as date))
{%- endmacro %}

{% macro month_of(moment) -%}
strftime({{ moment }}, '%Y-%m')
{%- endmacro %}

{# Null where the denominator is 0 or unknown: absence is not 0. #}
{% macro safe_divide(numerator, denominator) -%}
(cast({{ numerator }} as double) / nullif({{ denominator }}, 0))
{%- endmacro %}

{# Great-circle distance in metres on the mean Earth radius (IUGG, 6,371,008.8 m); null where a coordinate is unknown, which the
   condition sees to: `least` passes over nulls. #}
{% macro haversine_m(lat1, lon1, lat2, lon2) -%}
case
    when {{ lat1 }} is not null and {{ lon1 }} is not null and {{ lat2 }} is not null and {{ lon2 }} is not null
        then 2 * 6371008.8 * asin(sqrt(least(1.0,
            power(sin(radians({{ lat2 }} - {{ lat1 }}) / 2), 2)
            + cos(radians({{ lat1 }})) * cos(radians({{ lat2 }})) * power(sin(radians({{ lon2 }} - {{ lon1 }}) / 2), 2)
        )))
end
{%- endmacro %}

{# One row per item of a ';'-separated column: `keys`, item. Blank items fall away. #}
{% macro split_rows(relation, keys, list_column, item) -%}
select
    {% for key in keys %}listed.{{ key }},
    {% endfor -%}
    trim(items.item) as {{ item }}
from {{ relation }} as listed
cross join unnest(string_split(listed.{{ list_column }}, ';')) as items(item)
where trim(items.item) <> ''
{%- endmacro %}

{# Text at `path` (an SQL expression) of a JSON column; null where the JSON is malformed or has nothing there. #}
{% macro json_text(column, path) -%}
{{ adapter.dispatch('json_text')(column, path) }}
{%- endmacro %}

{% macro duckdb__json_text(column, path) -%}
case when json_valid({{ column }}) then json_extract_string({{ column }}, {{ path }}) end
{%- endmacro %}

{% macro spark__json_text(column, path) -%}
get_json_object({{ column }}, {{ path }})
{%- endmacro %}

{# A number in (0, 1) that depends on nothing but the text: the same on every engine, machine and day. #}
{% macro stable_uniform(text) -%}
((
    {%- for place in range(8) %}
    {{ '+ ' if not loop.first }}(strpos('0123456789abcdef', substr(md5({{ text }}), {{ place + 1 }}, 1)) - 1) * {{ 16 ** (7 - place) }}.0
    {%- endfor %}
    + 0.5
) / 4294967296.0)
{%- endmacro %}

{# A standard normal deviate that depends on nothing but the text (Box and Muller, 1958). #}
{% macro stable_normal(text) -%}
(sqrt(-2 * ln({{ stable_uniform(text ~ " || ':radius'") }})) * cos(2 * pi() * {{ stable_uniform(text ~ " || ':angle'") }}))
{%- endmacro %}

{# A typed null column, for tables whose contract stands before their rows do. #}
{% macro typed_null(name, type) -%}
cast(null as {{ type }}) as {{ name }}
{%- endmacro %}

{# No rows, but the full shape: `columns` is a list of [name, type]. #}
{% macro empty_table(columns) -%}
select
    {% for column in columns -%}
    {{ typed_null(column[0], column[1]) }}{{ ',' if not loop.last }}
    {% endfor -%}
where 1 = 0
{%- endmacro %}
