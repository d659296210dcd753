-- question: What is on the account of a member or an organisation, how much is pending, how much on hold?
-- scope: member=member_id organisation=organisation_id
-- persons: member
select
    member_id,
    organisation_id,
    split_part(account, ':', 1) as account_kind,
    available,
    pending,
    held,
    honour,
    expires_next
from published.balances
where member_id is not null or organisation_id is not null
