-- question: Which numbers do audits go by?
-- scope: public
select
    parameter,
    value,
    zh,
    en
from published.audit_policy
order by parameter
