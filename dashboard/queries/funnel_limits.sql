-- question: Between which limits would communities of each size lie if they differed as they usually do?
-- scope: public
select distinct
    size,
    centre,
    low_95,
    high_95,
    low_998,
    high_998
from published.funnel_limits
where
    period = $period
    and indicator_id = $indicator
order by size
