-- question: How many points does each input bring to a risk rating?
-- scope: public
select
    input,
    at_least,
    points
from published.risk_rules
order by input, at_least
