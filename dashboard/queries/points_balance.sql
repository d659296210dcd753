-- question: What has the member, how much is pending, how much on hold?
-- scope: member=member_id
-- persons: member
select
    member_id,
    available,
    pending,
    held,
    expires_next
from published.balances
where member_id is not null
