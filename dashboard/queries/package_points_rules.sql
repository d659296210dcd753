-- question: By which dated rules were points given?
-- scope: public
select *
from published.points_rules
order by rule_id, valid_from
