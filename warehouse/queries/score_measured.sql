{# Each indicator, divided where META says so. #}
select
    cells.place,
    cells.code,
    case when nodes.denominator is null then cells.value else cells.value / divisors.value end as value
from cells
inner join nodes on cells.code = nodes.code and nodes.is_leaf
left join cells as divisors on nodes.denominator = divisors.code and cells.place = divisors.place
