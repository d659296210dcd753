{# Members whose reporting nobody counted have not been shown to report: leaving the number out must not help. #}
with
registered as (
    select
        communities.*,
        periods.period
    from {{ ref('core_communities') }} as communities
    cross join {{ ref('core_periods') }} as periods
    where communities.registered_members > 0
)

{{ evidence_rows(
    'registered', 'communities', 'community_id',
    numerator='coalesce(reported_members, 0)', denominator='registered_members', period='period'
) }}
