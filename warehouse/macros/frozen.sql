{# The rows of a model as they are published: those of frozen periods as they were frozen, however the data have changed since,
   so that later models compare with what was published; those of other periods as `computed`. Of a period that was frozen
   before the model was there, its rows are computed.

   Columns go by their place: `source('frozen', model)` has those of the model's contract in its order. #}
{% macro with_frozen_rows(computed, model) -%}
select *
from {{ computed }}
where period not in (select period from {{ source('frozen', 'model_periods') }} where model = '{{ model }}')
union all
select *
from {{ source('frozen', model) }}
{%- endmacro %}
