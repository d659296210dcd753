-- question: Which members can the local demonstration stand for? A handful whose accounts show most, as examples.
-- scope: public
select
    member_id as subject,
    member_id as title
from published.ledger
where member_id is not null
group by member_id
order by count(distinct kind) desc, count(*) desc, member_id
limit 20
