-- question: By which rules are points earned, held and given up?
-- scope: public
select
    rule_id,
    rule_version,
    zh,
    en,
    valid_from,
    valid_to
from published.points_rules
order by rule_id, valid_from
