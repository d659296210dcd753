{# Policy as it changes over time. The seeds say what holds at first; what people put into force (landing.policy_changes) adds
   dated versions of their rows as each seed is loaded, so that every model that reads a seed reads it as changed. #}

{# The changeable values of a seed, one row each: of which row and column, and from when until when. `key` has the seed's first
   columns, which tell its rows apart (`valid_to` says how long a row holds where the seed does not); `units` maps the columns that may change to their units. Units and names are SQL on the
   seed's columns and those of the relations that `joins` brings in. #}
{% macro policy_values(seed, key, units, name_zh, name_en, joins='', valid_to=none) -%}
{% for column, unit in units.items() -%}
select
    '{{ seed }}' as table_name,
    {{ policy_row_key(key, seed ~ '.') }} as row_key,
    '{{ column }}' as column_name,
    cast({{ seed }}.{{ column }} as varchar) as value,
    {{ unit }} as unit,
    {{ seed }}.valid_from,
    {{ valid_to or seed ~ '.valid_to' }} as valid_to,
    {{ name_zh }} as name_zh,
    {{ name_en }} as name_en,
    true as changeable
from {{ ref(seed) }} as {{ seed }}
{{ joins }}
{{ 'union all' if not loop.last }}
{% endfor -%}
{%- endmacro %}

{# A row's key as one text. #}
{% macro policy_row_key(columns, alias='') -%}
{% for column in columns %}{{ alias }}{{ column }}{{ " || '|' || " if not loop.last }}{% endfor %}
{%- endmacro %}

{# Whether a dated row of policy holds on the day of the build. #}
{% macro is_in_force_today() -%}
(
    cast({{ as_of() }} as date) >= valid_from
    and (valid_to is null or cast({{ as_of() }} as date) <= valid_to)
)
{%- endmacro %}

{# After a seed is loaded: its rows with the changes of it that were not withdrawn. A seed nobody changed stays as it is. The
   key of a row is that of the changes: so many of its first columns. #}
{% macro take_in_policy_changes() -%}
{% if execute -%}
{% set landed = adapter.get_relation(this.database, 'landing', 'policy_changes') -%}
{% set changed -%}
    select distinct
        column_name,
        length(row_key) - length(replace(row_key, '|', '')) + 1 as key_columns
    from {{ landed }}
    where table_name = '{{ this.identifier }}'
    order by column_name
{%- endset -%}
{% set changes = run_query(changed).rows if landed else [] -%}
{% set held = adapter.get_columns_in_relation(this) | map(attribute='name') | list if changes else [] -%}
{% if 'valid_from' in held -%}
    {{ with_dated_versions(landed, held[:changes[0]['key_columns'] | int], changes | map(attribute='column_name') | unique | list) }}
{%- elif changes -%}
    {{ with_recorded_cases(landed) }}
{%- endif %}
{%- endif %}
{%- endmacro %}

{# Changes of this seed that stand, as a relation. #}
{% macro standing_changes(landed) -%}
(
    select
        changes.position,
        changes.row_key,
        changes.column_name,
        changes.new_value,
        changes.valid_from,
        changes.reason,
        changes.said_at
    from {{ landed }} as changes
    left join {{ landed }} as withdrawals on changes.change_set = withdrawals.withdraws
    where changes.table_name = '{{ this.identifier }}' and withdrawals.withdraws is null
)
{%- endmacro %}

{# A change is the addition of a case: `valid_from` is the day it happened. #}
{% macro with_recorded_cases(landed) -%}
insert into {{ this }} (entry_id, community_id, item, occurred_on, reason, evidence, recorded_on)
select
    row_key as entry_id,
    max(case when column_name = 'community_id' then new_value end) as community_id,
    max(case when column_name = 'item' then new_value end) as item,
    max(valid_from) as occurred_on,
    max(reason) as reason,
    max(case when column_name = 'evidence' then new_value end) as evidence,
    cast(max(said_at) as date) as recorded_on
from {{ standing_changes(landed) }} as changes
group by row_key
{%- endmacro %}

{# Every row of the seed split at the days on which one of its values changes, and rows for keys the seed does not have (their
   other columns are null). Of a version in the seed and a change the later beginning wins; of two changes of one day the later
   one. `rule_version` goes on counting. #}
{% macro with_dated_versions(landed, key, columns) -%}
create or replace table {{ this }} as
with
seeded as (
    select
        *,
        {% if not adapter.get_columns_in_relation(this) | selectattr('name', 'equalto', 'valid_to') | list -%}
        cast(null as date) as valid_to,
        {% endif -%}
        {{ policy_row_key(key) }} as row_key
    from {{ this }}
),

changes as (
    select *
    from {{ standing_changes(landed) }} as standing
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
        row_key,
        valid_from as starts_on,
        lead(valid_from) over (partition by row_key order by valid_from) as ends_before
    from starts
),

versions as (
    select
        seeded.*,
        spans.row_key as span_key,
        spans.starts_on,
        spans.ends_before,
        row_number() over (partition by spans.row_key, seeded.valid_from order by spans.starts_on) - 1 as changed_times
    from spans
    left join seeded
        on
            spans.row_key = seeded.row_key
            and spans.starts_on >= seeded.valid_from
            and (seeded.valid_to is null or spans.starts_on <= seeded.valid_to)
    where seeded.row_key is not null or spans.row_key not in (select row_key from seeded)
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
        {% for column in columns -%}
        max(case when column_name = '{{ column }}' then new_value end) as {{ column }}{{ ',' if not loop.last }}
        {% endfor -%}
    from candidates
    where recency = 1
    group by span_key, starts_on
)

select
    {% for column in adapter.get_columns_in_relation(this) -%}
    {% if column.name in key -%}
    split_part(versions.span_key, '|', {{ key.index(column.name) + 1 }}) as {{ column.name }}
    {%- elif column.name in columns -%}
    coalesce(cast(cells.{{ column.name }} as {{ column.data_type }}), versions.{{ column.name }}) as {{ column.name }}
    {%- elif column.name == 'valid_from' -%}
    versions.starts_on as valid_from
    {%- elif column.name == 'valid_to' -%}
    least(versions.valid_to, cast(versions.ends_before - interval '1' day as date)) as valid_to
    {%- elif column.name == 'rule_version' -%}
    cast(cast(versions.rule_version as integer) + versions.changed_times as varchar) as rule_version
    {%- else -%}
    versions.{{ column.name }}
    {%- endif %}{{ ',' if not loop.last }}
    {% endfor -%}
from versions
left join cells on versions.span_key = cells.span_key and versions.starts_on = cells.starts_on
{%- endmacro %}
