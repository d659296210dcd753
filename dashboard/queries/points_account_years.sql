-- question: In which years was something posted to the account of a member or an organisation?
-- scope: member=member_id organisation=organisation_id
-- persons: member
select distinct
    member_id,
    organisation_id,
    cast(extract(year from posted_at) as varchar) as year
from published.ledger
where member_id is not null or organisation_id is not null
