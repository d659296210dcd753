{# A community without a single group is led by its committee: one group of everybody. #}
with
registered as (
    select
        communities.*,
        periods.period
    from {{ ref('core_communities') }} as communities
    cross join {{ ref('core_periods') }} as periods
    where communities.registered_members is not null and communities.party_groups is not null
)

{{ evidence_rows(
    'registered', 'communities', 'community_id',
    numerator='registered_members', denominator='greatest(party_groups, 1)', period='period'
) }}
