-- question: Which periods can be looked at, newest and most usual kind first?
-- scope: public
select
    periods.period,
    periods.kind,
    periods.previous_period
from published.periods as periods
where exists (select 1 from published.indicator_values as held where held.period = periods.period)
order by
    case periods.kind when 'quarter' then 1 when 'half' then 2 when 'year' then 3 else 4 end,
    periods.starts_on desc
