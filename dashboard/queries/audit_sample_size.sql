-- question: How many records drawn at random does this build know?
-- scope: auditor=all committee=all
select count(*) as drawn
from published.audit_sample
