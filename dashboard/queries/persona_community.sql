-- question: Which communities can the local demonstration stand for?
-- scope: public
select
    community_id as subject,
    name as title
from published.communities
order by name
