{# What has no geometric or harmonic mean. #}
select
    place,
    code,
    score,
    count(*) over () as cells
from normalised
where score <= 0
order by place, code
