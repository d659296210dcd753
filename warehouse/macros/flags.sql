{# What every flag model shares: thresholds from policy in, one shape out. #}

{# Rows of `relation` with the named thresholds of `flag_code` beside them: those of the row's category, else the default ('*'). #}
{% macro with_thresholds(relation, flag_code, parameters) -%}
select
    subjects.*,
    {% for parameter in parameters -%}
    coalesce(of_category.{{ parameter }}, of_all.{{ parameter }}) as {{ parameter }}{{ ',' if not loop.last }}
    {% endfor -%}
from {{ relation }} as subjects
cross join (
    select
        {{ threshold_columns(parameters) }}
    from {{ ref('flag_thresholds') }}
    where flag_code = '{{ flag_code }}' and category = '*'
) as of_all
left join (
    select
        category as threshold_category,
        {{ threshold_columns(parameters) }}
    from {{ ref('flag_thresholds') }}
    where flag_code = '{{ flag_code }}' and category <> '*'
    group by category
) as of_category on subjects.category = of_category.threshold_category
{%- endmacro %}

{# One column per parameter, for rows of flag_thresholds. #}
{% macro threshold_columns(parameters) -%}
{% for parameter in parameters -%}
max(case when parameter = '{{ parameter }}' then value end) as {{ parameter }}{{ ',' if not loop.last }}
{% endfor -%}
{%- endmacro %}

{# The one shape of a flag's result. `judged` has record_id, is_raised, observed, threshold, evidence, missing_input;
   a rule of several tests is raised by any of them, and what it could not look at never makes it clear. #}
{% macro flag_rows(flag_code, judged) -%}
select
    record_id,
    '{{ flag_code }}' as flag_code,
    case
        when is_raised then 'raised'
        when missing_input is not null then 'not_evaluable'
        else 'clear'
    end as status,
    observed,
    threshold,
    evidence,
    case when not coalesce(is_raised, false) then missing_input end as missing_input
from {{ judged }}
{%- endmacro %}

{# A number as an auditor reads it, with a fixed count of decimals. #}
{% macro shown(number, digits=0) -%}
{% if digits == 0 -%}
cast(cast(round({{ number }}) as bigint) as varchar)
{%- else -%}
cast(cast({{ number }} as decimal(18, {{ digits }})) as varchar)
{%- endif %}
{%- endmacro %}

{# When a record was first used, for telling the origin from the twin: by submission, else end, else start. #}
{% macro used_at(alias) -%}
coalesce({{ alias }}.submitted_at, {{ alias }}.ended_at, {{ alias }}.started_at)
{%- endmacro %}

{# Calendar day as a number, so that window frames count days on both engines. #}
{% macro day_number(moment) -%}
{{ days_between("date '1970-01-01'", moment) }}
{%- endmacro %}

{# The letters of a text, without digits, spaces and punctuation: copies often change only these. #}
{% macro letters_of(text) -%}
regexp_replace(lower({{ text }}), '[^\p{L}]', '', 'g')
{%- endmacro %}

{# Hours that count: those of an A or B record that was passed, once. Unknown hours stay unknown. #}
{% macro verified_hours(grade, counted_elsewhere) -%}
case
    when {{ grade }} in ('A', 'B') and not {{ counted_elsewhere }} and coalesce(review_grade <> '不通过', true)
        then creditable_hours
    else 0.0
end
{%- endmacro %}
