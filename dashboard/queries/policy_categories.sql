-- question: Which kinds of service are recorded?
-- scope: public
select distinct category
from published.service_records
where category is not null
order by category
