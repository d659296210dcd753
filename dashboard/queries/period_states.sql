-- question: How far is each period closed, and would today's data change its numbers?
-- scope: public
select
    states.period,
    periods.kind,
    periods.ends_on,
    states.state,
    states.restatement,
    states.frozen_at,
    states.notice_ends_on,
    states.final_at,
    states.changed_values,
    states.changed_communities
from published.period_states as states
inner join published.periods as periods on states.period = periods.period
where states.frozen
order by states.frozen_at desc
