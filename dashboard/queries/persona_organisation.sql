-- question: Which enterprises and social organisations with points can the local demonstration stand for?
-- scope: public
select
    organisation_id as subject,
    organisation_id as title
from published.balances
where organisation_id is not null
order by account
limit 50
