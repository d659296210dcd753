{# Policy as it changes over time. The seeds say what holds at first, landing.policy_changes what people put into force since;
   `models/policy` has both together, and every other model reads those. #}

{# The values of a seed that may change, one row each: of which row and column, and from when until when. `units` maps the
   columns that may change to their units. Units and names are SQL on the columns of the seed's model in `models/policy` and
   of the relations that `joins` brings in. #}
{% macro policy_values(seed, units, name_zh, name_en, joins='') -%}
{% for column, unit in units.items() -%}
select
    '{{ seed }}' as table_name,
    {{ seed }}.row_key,
    '{{ column }}' as column_name,
    cast({{ seed }}.{{ column }} as varchar) as value,
    {{ unit }} as unit,
    {{ seed }}.valid_from,
    {{ seed }}.valid_to,
    {{ name_zh }} as name_zh,
    {{ name_en }} as name_en,
    true as changeable
from {{ ref('policy_' ~ seed) }} as {{ seed }}
{{ joins }}
{{ 'union all' if not loop.last }}
{% endfor -%}
{%- endmacro %}

{# One column per name, for rows grouped: the `value` of the row whose `key` is that name. #}
{% macro policy_columns(names, key='parameter', value='value') -%}
{% for name in names -%}
max(case when {{ key }} = '{{ name }}' then {{ value }} end) as {{ name }}{{ ',' if not loop.last }}
{% endfor -%}
{%- endmacro %}

{# Whether a dated row of policy holds on the day of the build. #}
{% macro is_in_force_today() -%}
(
    cast({{ as_of() }} as date) >= valid_from
    and (valid_to is null or cast({{ as_of() }} as date) <= valid_to)
)
{%- endmacro %}

{# The changes of a seed that were not withdrawn, as a relation. #}
{% macro standing_changes(seed) -%}
(
    select
        changes.position,
        changes.row_key,
        changes.column_name,
        changes.new_value,
        changes.valid_from,
        changes.reason,
        changes.said_at
    from {{ source('landing', 'policy_changes') }} as changes
    left join {{ source('landing', 'policy_changes') }} as withdrawals on changes.change_set = withdrawals.withdraws
    where changes.table_name = '{{ seed }}' and withdrawals.withdraws is null
)
{%- endmacro %}

{# The rows of a seed as they hold over time: each split at the days on which one of its values changes, and rows for keys the
   seed does not have (their other columns are null). Of a version in the seed and a change the later beginning wins; of two
   changes of one day the later one.

   `row_key` names a row by the columns of `key`; `changing` maps columns that may change to their types; `keeping` stay as they
   are. `version` is a column that counts the versions of a row. A seed that says no `valid_to` (`ends` is false) holds until
   its next version. #}
{% macro in_force(seed, key, changing, keeping, version=none, ends=true) -%}
with
seeded as (
    select
        *,
        {% for column in key %}{{ column }}{{ " || '|' || " if not loop.last }}{% endfor %} as row_key,
        {{ 'valid_to' if ends else 'cast(null as date)' }} as last_day
    from {{ ref(seed) }}
),

changes as (
    select *
    from {{ standing_changes(seed) }} as standing
),

starts as (
    select
        row_key,
        valid_from
    from seeded
    union
    select
        row_key,
        valid_from
    from changes
),

spans as (
    select
        row_key as span_key,
        valid_from as starts_on,
        lead(valid_from) over (partition by row_key order by valid_from) as ends_before
    from starts
),

versions as (
    select
        seeded.*,
        spans.span_key,
        spans.starts_on,
        spans.ends_before,
        row_number() over (partition by spans.span_key, seeded.valid_from order by spans.starts_on) - 1 as changed_times
    from spans
    left join seeded
        on
            spans.span_key = seeded.row_key
            and spans.starts_on >= seeded.valid_from
            and (seeded.last_day is null or spans.starts_on <= seeded.last_day)
    where seeded.row_key is not null or spans.span_key not in (select row_key from seeded)
),

candidates as (
    select
        versions.span_key,
        versions.starts_on,
        changes.column_name,
        changes.new_value,
        row_number() over (
            partition by versions.span_key, versions.starts_on, changes.column_name
            order by changes.valid_from desc, changes.position desc
        ) as recency
    from versions
    inner join changes
        on
            versions.span_key = changes.row_key
            and changes.valid_from <= versions.starts_on
            and (versions.valid_from is null or changes.valid_from >= versions.valid_from)
),

cells as (
    select
        span_key,
        starts_on,
        {{ policy_columns(changing, 'column_name', 'new_value') }}
    from candidates
    where recency = 1
    group by span_key, starts_on
)

select
    versions.span_key as row_key,
    {% for column in key -%}
    split_part(versions.span_key, '|', {{ loop.index }}) as {{ column }},
    {% endfor -%}
    {% for column in keeping -%}
    versions.{{ column }},
    {% endfor -%}
    {% for column, type in changing.items() -%}
    coalesce(cast(cells.{{ column }} as {{ type }}), versions.{{ column }}) as {{ column }},
    {% endfor -%}
    {% if version -%}
    cast(cast(versions.{{ version }} as integer) + versions.changed_times as varchar) as {{ version }},
    {% endif -%}
    versions.starts_on as valid_from,
    least(versions.last_day, cast(versions.ends_before - interval '1' day as date)) as valid_to
from versions
left join cells on versions.span_key = cells.span_key and versions.starts_on = cells.starts_on
{%- endmacro %}
