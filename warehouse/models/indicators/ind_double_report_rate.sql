with
registered as (
    select
        communities.community_id,
        periods.period,
        communities.reported_members,
        communities.registered_members,
        communities.batch_id,
        communities.row_number
    from {{ ref('core_communities') }} as communities
    cross join {{ ref('core_periods') }} as periods
    where communities.reported_members is not null and communities.registered_members > 0
)

{{ evidence_rows(
    'registered', 'communities', 'community_id',
    numerator='reported_members', denominator='registered_members', period='period'
) }}
