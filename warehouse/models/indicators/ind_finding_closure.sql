{# A finding belongs to the period it is due in, and counts from the day after. #}
with
due as (
    select
        *,
        case
            when closed_on > due_on or closed_on is null then 0
            when verified then 1
            else {{ parameter('finding_closure', 'unverified_value') }}
        end as closure
    from {{ ref('core_drill_findings') }}
    where due_on < cast({{ as_of() }} as date)
)

{{ evidence_rows(
    'due', 'drill_findings', 'finding_id',
    numerator='closure', denominator='1', occurred_on='due_on'
) }}
