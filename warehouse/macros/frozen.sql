{# After a model of scores is computed: its rows of frozen periods give way to those that were frozen, however the data have
   changed since, so that later models compare with what was published. Columns newer than a freeze stay null in its rows.
   A model of which nothing is frozen has no table in schema `frozen`, and nothing is done. #}
{% macro keep_frozen_rows() -%}
{% if execute -%}
{% set frozen = adapter.get_relation(this.database, 'frozen', this.identifier) -%}
{% if frozen -%}
{% set held = adapter.get_columns_in_relation(frozen) | map(attribute='name') | list -%}
{% set columns = [] -%}
{% for column in adapter.get_columns_in_relation(this) if column.name in held %}{% do columns.append(column.quoted) %}{% endfor -%}
delete from {{ this }} where period in (select period from {{ source('frozen', 'periods') }});
insert into {{ this }} ({{ columns | join(', ') }}) select {{ columns | join(', ') }} from {{ frozen }}
{%- endif %}
{%- endif %}
{%- endmacro %}
