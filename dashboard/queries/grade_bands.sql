-- question: From which total does each grade begin?
-- scope: public
select
    grade,
    at_least
from published.grade_bands
where at_least > 0
order by at_least desc
