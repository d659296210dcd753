{# How many of the accounts of each kind earn more or less. #}
select
    actor_type,
    count(*) as accounts,
    count(*) filter (where moved > 0) as gain,
    count(*) filter (where moved < 0) as lose,
    sum(points_before) as points_before,
    sum(points_after) as points_after
from ({{ query('preview_accounts') }}) as accounts
group by actor_type
order by actor_type
