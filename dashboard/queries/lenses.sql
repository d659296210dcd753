-- question: Through which frameworks can the same indicators be read?
-- scope: public
select
    lens,
    name_zh,
    name_en
from published.lenses
order by (lens <> 'tianping'), lens
