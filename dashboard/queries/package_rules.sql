-- question: Which rules were applied, in which version, and what do they mean?
-- scope: public
select *
from published.flag_catalogue
order by flag_code
