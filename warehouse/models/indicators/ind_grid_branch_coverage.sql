with
registered as (
    select
        communities.community_id,
        periods.period,
        least(communities.grids_with_branch, communities.grids) as grids_with_branch,
        communities.grids,
        communities.batch_id,
        communities.row_number
    from {{ ref('core_communities') }} as communities
    cross join {{ ref('core_periods') }} as periods
    where communities.grids > 0 and communities.grids_with_branch is not null
)

{{ evidence_rows(
    'registered', 'communities', 'community_id',
    numerator='grids_with_branch', denominator='grids', period='period'
) }}
