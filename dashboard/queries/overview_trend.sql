-- question: How have the districts moved over the periods of this kind? The band holds the middle half of communities.
-- scope: committee=all auditor=all
select
    totals.district,
    periods.period,
    periods.starts_on,
    totals.mean_total,
    totals.quarter_low,
    totals.quarter_high,
    totals.communities
from published.district_totals as totals
inner join published.periods as periods on totals.period = periods.period
inner join published.periods as chosen on periods.kind = chosen.kind and periods.starts_on <= chosen.starts_on
where
    chosen.period = $period
    and totals.lens = $lens
    and $district in ('all', totals.district)
order by totals.district, periods.starts_on
