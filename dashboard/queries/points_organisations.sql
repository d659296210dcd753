-- question: What have organisations, communities and their pools earned, given and received?
-- scope: committee=all community=community_id
select
    balances.community_id,
    communities.name as community_name,
    balances.account,
    balances.actor_type,
    balances.available,
    balances.pending,
    balances.expires_next
from published.balances as balances
left join published.communities as communities on balances.community_id = communities.community_id
where balances.actor_type in ('enterprise', 'social_organisation', 'community', 'charity')
order by balances.available desc, balances.account
