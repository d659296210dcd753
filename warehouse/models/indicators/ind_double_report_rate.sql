{# Members whose reporting nobody counted have not been shown to report: leaving the number out must not help. #}
with
registered as (
    select
        communities.community_id,
        periods.period,
        coalesce(communities.reported_members, 0) as reported_members,
        communities.registered_members,
        communities.batch_id,
        communities.row_number
    from {{ ref('core_communities') }} as communities
    cross join {{ ref('core_periods') }} as periods
    where communities.registered_members > 0
)

{{ evidence_rows(
    'registered', 'communities', 'community_id',
    numerator='reported_members', denominator='registered_members', period='period'
) }}
