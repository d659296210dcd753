{# Indicators that are known and cannot be normalised. #}
select code
from normalised
group by code
having count(value) > 0 and count(score) = 0
order by code
