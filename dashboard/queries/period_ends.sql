-- question: On which day does each period end?
-- scope: public
select
    period,
    ends_on
from published.periods
