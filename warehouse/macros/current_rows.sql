{# The newest landed row per key: a later delivery of the same key is a correction, landing keeps the history.
   Arrival is the delivery's, taken from its batch. A file that only mentions a community or a person corrects no register. #}
{% macro current_rows(source_name, key, columns) -%}
with
ranked as (
    select
        {% for column in columns %}landed.{{ column }},
        {% endfor -%}
        landed.batch_id,
        landed.file_name,
        landed.sheet,
        landed.row_number,
        row_number() over (
            partition by {% for column in key %}landed.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
            order by coalesce(batches.is_mention, false), batches.received_at desc, landed.batch_id desc, landed.row_number desc
        ) as recency
    from {{ source('landing', source_name) }} as landed
    left join {{ source('landing', 'batches') }} as batches on landed.batch_id = batches.batch_id
)

select
    {% for column in columns %}{{ column }},
    {% endfor -%}
    batch_id,
    file_name,
    sheet,
    row_number
from ranked
where recency = 1
{%- endmacro %}
