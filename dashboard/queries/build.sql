-- question: Which build is shown, made when, from which code and inputs?
-- scope: public
select
    build_id,
    started_at,
    finished_at,
    code_version,
    inputs_hash
from published.builds
order by finished_at desc
limit 1
