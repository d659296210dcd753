{# The newest landed row per key, with every column of the source's contract: a later delivery of the same key is a correction,
   landing keeps the history. The key is the contract's, for what has no contract it is given. Arrival is the delivery's, taken from its batch. A file that only mentions a community or a person
   corrects no register. #}
{% macro current_rows(source_name, key=none) -%}
select landed.*
from {{ source('landing', source_name) }} as landed
left join {{ source('landing', 'batches') }} as batches on landed.batch_id = batches.batch_id
qualify
    row_number() over (
        partition by landed.{{ (key or var('keys')[source_name]) | join(', landed.') }}
        order by coalesce(batches.is_mention, false), batches.received_at desc, landed.batch_id desc, landed.row_number desc
    ) = 1
{%- endmacro %}
