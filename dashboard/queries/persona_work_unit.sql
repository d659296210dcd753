-- question: Which work units can the local demonstration stand for?
-- scope: public
select distinct
    work_unit_id as subject,
    work_unit_id as title
from published.service_records
where work_unit_id is not null
order by work_unit_id
limit 50
