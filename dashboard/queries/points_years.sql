-- question: For which years is there an assessment?
-- scope: public
select distinct cast(year as varchar) as year
from published.member_assessments
order by year desc
