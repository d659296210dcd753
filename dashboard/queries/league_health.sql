-- question: How far can the ranking itself be trusted?
-- scope: committee=all auditor=all community=all
select
    measure,
    value
from published.league_health
where
    period = $period
    and lens = $lens
order by measure
