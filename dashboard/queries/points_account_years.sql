-- question: For which years has a member or an organisation a statement?
-- scope: member=member_id organisation=organisation_id
-- persons: member
select distinct
    member_id,
    organisation_id,
    cast(statement_year as varchar) as year
from published.ledger
where member_id is not null or organisation_id is not null
