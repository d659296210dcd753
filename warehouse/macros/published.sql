{# The columns of the published model's contract, taken by name from a relation that has them; cast to the contract's types where
   the relation, such as a seed, has none of its own. #}
{% macro published_from(relation, typed=false) -%}
select
    {% for column in model.columns.values() -%}
    {{ 'cast(' ~ column.name ~ ' as ' ~ column.data_type ~ ') as ' if typed }}{{ column.name }}{{ ',' if not loop.last }}
    {% endfor -%}
from {{ relation }}
{%- endmacro %}
