-- question: Which periods can be looked at, newest and most usual kind first?
-- scope: public
select
    periods.period,
    periods.kind,
    periods.previous_period,
    states.state,
    periods.ends_on >= (
        select cast(left(settings.value, 10) as date)
        from published.deployment as settings
        where settings.key = 'effective_as_of'
    ) as is_running
from published.periods as periods
inner join published.period_states as states on periods.period = states.period
where exists (select 1 from published.indicator_values as held where held.period = periods.period)
order by
    case periods.kind when 'quarter' then 1 when 'half' then 2 when 'year' then 3 else 4 end,
    periods.starts_on desc
