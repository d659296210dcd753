{# What every flag model shares: thresholds from policy in, one shape out. #}

{# Rows of `relation` with the named thresholds of `flag_code` beside them: those in force on its `day` (the newest where it has
   none), of its category where policy has some, else the default ('*'). `day` and `category` are SQL on `subjects`. #}
{% macro with_thresholds(relation, flag_code, parameters, day='subjects.service_date', category='subjects.category') -%}
select
    subjects.*,
    {% for parameter in parameters -%}
    coalesce(of_category.{{ parameter }}, of_all.{{ parameter }}) as {{ parameter }}{{ ',' if not loop.last }}
    {% endfor -%}
from {{ relation }} as subjects
left join ({{ thresholds_in_force(flag_code, parameters) }}) as of_all
    on of_all.category = '*' and {{ is_in_force('of_all', day) }}
left join ({{ thresholds_in_force(flag_code, parameters) }}) as of_category
    on {{ category }} = of_category.category and of_category.category <> '*' and {{ is_in_force('of_category', day) }}
{%- endmacro %}

{# One row per category and span of days on which no threshold of `flag_code` changes, a column per parameter. The first span
   has no beginning (`starts_on` is null), the last no end: a record of any day has thresholds. #}
{% macro thresholds_in_force(flag_code, parameters) -%}
select
    spans.starts_on,
    spans.ends_before,
    thresholds.category,
    {{ policy_columns(parameters) }}
from (
    select
        valid_from,
        case when row_number() over (order by valid_from) > 1 then valid_from end as starts_on,
        lead(valid_from) over (order by valid_from) as ends_before
    from (select distinct valid_from from {{ ref('policy_flag_thresholds') }} where flag_code = '{{ flag_code }}') as days
) as spans
inner join (
    select
        *,
        lead(valid_from) over (partition by parameter, category order by valid_from) as ends_before
    from {{ ref('policy_flag_thresholds') }}
    where flag_code = '{{ flag_code }}'
) as thresholds
    on
        spans.valid_from >= thresholds.valid_from
        and (thresholds.ends_before is null or spans.valid_from < thresholds.ends_before)
group by spans.starts_on, spans.ends_before, thresholds.category
{%- endmacro %}

{# Whether the span `alias` of days holds `day`; a day nobody knows is in the last. #}
{% macro is_in_force(alias, day) -%}
(
    {{ alias }}.ends_before is null and ({{ alias }}.starts_on is null or coalesce({{ day }} >= {{ alias }}.starts_on, true))
    or {{ day }} < {{ alias }}.ends_before and ({{ alias }}.starts_on is null or {{ day }} >= {{ alias }}.starts_on)
)
{%- endmacro %}

{# The one shape of a flag's result: what was found as a code with values, for whoever words it. `judged` has record_id, is_raised,
   finding_code (null where nothing was to be seen), evidence, missing_input and a column for each value named here: those
   `observed`, the `limits` they are held against (both listed with ; too, in the units of the catalogue), and what else is `told`.
   `texts` are those of them that are no numbers; `missing_code` is the column that says what is wrong with an input that is there.
   A rule of several tests is raised by any of them, and what it could not look at never makes it clear. #}
{% macro flag_rows(flag_code, judged, observed, limits, told=[], texts=[], missing_code='null') -%}
select
    record_id,
    '{{ flag_code }}' as flag_code,
    case
        when is_raised then 'raised'
        when missing_input is not null then 'not_evaluable'
        else 'clear'
    end as status,
    finding_code,
    {{ json_object(observed + limits + told, texts) }} as finding_values,
    case when finding_code is not null then {{ semicolon_list(observed, texts) }} end as observed,
    {{ semicolon_list(limits, texts) }} as threshold,
    evidence,
    case when not coalesce(is_raised, false) then missing_input end as missing_input,
    case
        when not coalesce(is_raised, false) and missing_input is not null then cast({{ missing_code }} as varchar)
    end as missing_code
from {{ judged }}
{%- endmacro %}

{# A column as it is published: text as it is, numbers to six decimals, since the last bits of a sum differ from run to run. #}
{% macro published_value(column, texts) -%}
{{ column if column in texts else 'round(' ~ column ~ ', 6)' }}
{%- endmacro %}

{# The columns by name as the text of a JSON object. #}
{% macro json_object(columns, texts) -%}
cast(to_json(struct_pack(
    {% for column in columns -%}
    {{ column }} := {{ published_value(column, texts) }}{{ ',' if not loop.last }}
    {% endfor -%}
)) as varchar)
{%- endmacro %}

{# The columns as a ;-list with a place for each, empty where one is unknown. #}
{% macro semicolon_list(columns, texts) -%}
{% for column in columns -%}
coalesce(cast({{ published_value(column, texts) }} as varchar), '')
{%- if not loop.last %} || ';' || {% endif %}
{%- endfor %}
{%- endmacro %}

{# When a record was first used, for telling the origin from the twin: by submission, else end, else start. #}
{% macro used_at(alias) -%}
coalesce({{ alias }}.submitted_at, {{ alias }}.ended_at, {{ alias }}.started_at)
{%- endmacro %}

{# Two steps over a step `pairs` of record_id and earlier_record_id: records that repeat earlier ones, with the most that any of
   their pairs says in the columns `most`; and records that later ones repeat, which are shown and not raised. #}
{% macro twins_and_origins(most) -%}
twins as (
    select
        record_id,
        {% for column in most -%}
        max({{ column }}) as {{ column }},
        {% endfor -%}
        string_agg(earlier_record_id, ';' order by earlier_record_id) as record_ids
    from pairs
    group by record_id
),

origins as (
    select
        earlier_record_id as record_id,
        string_agg(record_id, ';' order by record_id) as record_ids
    from pairs
    group by earlier_record_id
)
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
{% macro verified_hours(grade, counted_elsewhere, hours='creditable_hours') -%}
case
    when {{ grade }} in ('A', 'B') and not {{ counted_elsewhere }} and coalesce(review_grade <> '不通过', true)
        then {{ hours }}
    else 0.0
end
{%- endmacro %}

{# The grade of a record that a person found genuine. #}
{% macro at_least_b(grade) -%}
case when {{ grade }} in ('C', 'D') then 'B' else {{ grade }} end
{%- endmacro %}
