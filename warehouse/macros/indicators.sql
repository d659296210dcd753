{# What every indicator model shares: policy numbers in, one shape out. #}

{# A number of `indicator_parameters`, as a scalar; `relation` is where they stand, if not in the seed. #}
{% macro parameter(owner, name, relation=none) -%}
(
    select max(value)
    from {{ relation or ref('indicator_parameters') }}
    where indicator_id = '{{ owner }}' and parameter = '{{ name }}'
)
{%- endmacro %}

{# The one shape of an indicator: its evidence, row by row.

   Arguments are SQL expressions over `relation`.
   numerator, denominator  what the row adds to a rate or a count per
   value                   what the row says, for means and times (in the unit of the catalogue)
   period                  the period the row speaks of, for registers and windows; else
   occurred_on             the day it happened: the row then counts in every period that holds that day
   cluster_id              for means: rows of one cluster are not independent (the answers of one respondent)
   censored                for times: true while the event has not come, `value` is then how long it has not
   weight                  for times: how many events the row is the mean of, where it is not one event
   source, record_id       where the row can be looked up, beside its batch_id and row_number
   keys                    columns of `relation` to go before all others #}
{% macro evidence_rows(
    relation,
    source,
    record_id,
    numerator='null',
    denominator='null',
    value='null',
    period='null',
    occurred_on='null',
    cluster_id='null',
    censored='false',
    weight='null',
    keys=[]
) -%}
select
    {% for key in keys %}{{ key }},
    {% endfor -%}
    community_id,
    cast({{ period }} as varchar) as period,
    cast({{ occurred_on }} as date) as occurred_on,
    cast({{ numerator }} as double) as numerator,
    cast({{ denominator }} as double) as denominator,
    cast({{ value }} as double) as value,
    cast({{ cluster_id }} as varchar) as cluster_id,
    cast({{ censored }} as boolean) as censored,
    cast({{ weight }} as double) as weight,
    '{{ source }}' as source,
    cast({{ record_id }} as varchar) as record_id,
    batch_id,
    row_number
from {{ relation }}
where community_id is not null
{%- endmacro %}

{# Columns of `evidence_rows`, in order. #}
{% macro evidence_columns() -%}
{{ return([
    'community_id', 'period', 'occurred_on', 'numerator', 'denominator', 'value', 'cluster_id', 'censored', 'weight',
    'source', 'record_id', 'batch_id', 'row_number'
]) }}
{%- endmacro %}

{# 1 where the condition holds, else 0 (also where it cannot be told). #}
{% macro one_if(condition) -%}
case when {{ condition }} then 1 else 0 end
{%- endmacro %}

{# Twelve months that end with `ends_on`, as a condition on a day. #}
{% macro within_12_months(day, ends_on) -%}
({{ day }} > {{ ends_on }} - interval '12' month and {{ day }} <= {{ ends_on }})
{%- endmacro %}

{# What a stock or shelter line lacks on `day`, as it was last checked: null where it is ready, or where nobody counted it. #}
{% macro stock_fault(day) -%}
case
    when quantity < minimum then 'below_minimum'
    when expires_on <= {{ day }} then 'expired'
    when {{ days_between('checked_on', day) }} > {{ parameter('supply_readiness', 'checked_days') }} then 'unchecked'
end
{%- endmacro %}

{# Rows of the model `name` that are due: done within so many hours (`is_in_time`), or waited for that long. #}
{% macro due_rows(name, begun_at, done_at, due_hours) -%}
select
    *,
    coalesce({{ hours_between(begun_at, done_at) }} <= {{ due_hours }}, false) as is_in_time
from {{ ref(name) }}
where {{ hours_between(begun_at, done_at) }} <= {{ due_hours }} or {{ hours_between(begun_at, as_of()) }} >= {{ due_hours }}
{%- endmacro %}
