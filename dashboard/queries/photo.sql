-- question: To which communities' records does this photo belong?
-- scope: auditor=all
select distinct
    community_id,
    sha256
from published.photos
where sha256 = $sha256
