-- question: How is this deployment set?
-- scope: public
select
    key,
    value
from published.deployment
