{# Where an indicator that is known would be divided by 0. #}
select
    cells.place,
    nodes.denominator,
    nodes.code
from nodes
inner join cells on nodes.denominator = cells.code
inner join cells as divided on nodes.code = divided.code and cells.place = divided.place
where nodes.is_leaf and cells.value = 0 and divided.value is not null
order by cells.place
