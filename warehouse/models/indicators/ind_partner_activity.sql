{# A partner is an organisation whose agreement is in force at some time of the period. #}
with
acted as (
    select distinct
        actions.organisation_id,
        actions.community_id,
        periods.period
    from {{ ref('stg_organisation_actions') }} as actions
    inner join {{ ref('core_periods') }} as periods
        on cast(actions.happened_at as date) between periods.starts_on and periods.ends_on
),

partners as (
    select
        organisations.*,
        periods.period,
        acted.organisation_id is not null as has_acted
    from {{ ref('stg_organisations') }} as organisations
    inner join {{ ref('core_periods') }} as periods
        on
            organisations.agreement_from <= periods.ends_on
            and (organisations.agreement_to is null or organisations.agreement_to >= periods.starts_on)
    left join acted
        on
            organisations.organisation_id = acted.organisation_id
            and organisations.community_id = acted.community_id
            and periods.period = acted.period
)

{{ evidence_rows(
    'partners', 'organisations', 'organisation_id',
    numerator=one_if('has_acted'), denominator='1', period='period'
) }}
