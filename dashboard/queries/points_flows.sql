-- question: What did an organisation earn, give away and lose in the year?
-- scope: organisation=organisation_id
select
    organisation_id,
    kind,
    sum(abs(points)) as points
from published.ledger
where organisation_id is not null and cast(statement_year as varchar) = $year
group by organisation_id, kind
order by points desc
