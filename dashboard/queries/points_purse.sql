-- question: What can a member or an organisation spend at this moment, and up to which redemption does the balance know?
-- scope: member=member_id organisation=organisation_id
-- persons: member
with
ended as (
    select
        account,
        sum(left_points) as points
    from published.point_lots
    where expires_at <= $now
    group by account
),

known as (
    select coalesce(max(position), 0) as position
    from published.redemptions
),

builds as (
    select max_by(build_id, started_at) as build_id
    from published.builds
)

select
    balances.member_id,
    balances.organisation_id,
    balances.account,
    balances.community_id,
    balances.available - coalesce(ended.points, 0) as available,
    known.position as spent_until,
    builds.build_id
from published.balances as balances
left join ended on balances.account = ended.account
cross join known
cross join builds
where balances.member_id is not null or balances.organisation_id is not null
