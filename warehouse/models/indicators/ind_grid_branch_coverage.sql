with
registered as (
    select
        communities.*,
        periods.period
    from {{ ref('core_communities') }} as communities
    cross join {{ ref('core_periods') }} as periods
    where communities.grids > 0 and communities.grids_with_branch is not null
)

{{ evidence_rows(
    'registered', 'communities', 'community_id',
    numerator='least(grids_with_branch, grids)', denominator='grids', period='period'
) }}
