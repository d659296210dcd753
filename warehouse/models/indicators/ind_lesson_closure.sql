{# The lesson of an incident, once it is closed or its time is over. #}
with
lessons as (
    select *
    from {{ ref('core_incidents') }}
    where
        occurred_at is not null
        and (
            lessons_closed_on is not null
            or {{ hours_between('occurred_at', as_of()) }} / 24 >= {{ parameter('lesson_closure', 'due_days') }}
        )
)

{{ evidence_rows(
    'lessons', 'incidents', 'incident_id',
    numerator=one_if('lessons_closed_on is not null'), denominator='1', occurred_on='occurred_at'
) }}
