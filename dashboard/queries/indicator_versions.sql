-- question: Which versions has the definition of this indicator had, and from when until when?
-- scope: public
select
    valid_from,
    valid_to,
    goalpost_low,
    goalpost_high,
    weight,
    meaning_zh,
    meaning_en,
    owner
from published.indicator_versions
where indicator_id = $indicator
order by valid_from desc
