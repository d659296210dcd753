with
new_organisations as (
    select
        organisations.*,
        periods.period
    from {{ ref('stg_organisations') }} as organisations
    cross join {{ ref('core_periods') }} as periods
    where organisations.kind in ('new_economy', 'social')
)

{{ evidence_rows(
    'new_organisations', 'organisations', 'organisation_id',
    numerator=one_if('has_party_branch'), denominator='1', period='period'
) }}
