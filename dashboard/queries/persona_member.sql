-- question: Which members can the local demonstration stand for? A handful with most records, as examples.
-- scope: public
select
    member_id as subject,
    member_id as title
from published.service_records
group by member_id
order by count(*) desc, member_id
limit 20
