{# The rule `parameter` in force on `day` for `actor_type` ('*' rules are everybody's), joined as `alias`. #}
{% macro join_rule(alias, parameter, day, actor_type=none) -%}
left join {{ ref('points_rules') }} as {{ alias }}
    on
        {{ alias }}.parameter = '{{ parameter }}'
        and {{ day }} >= {{ alias }}.valid_from
        and {{ day }} <= coalesce({{ alias }}.valid_to, date '9999-12-31')
        {%- if actor_type %}
        and {{ actor_type }} = {{ alias }}.actor_type
        {%- endif %}
{%- endmacro %}
