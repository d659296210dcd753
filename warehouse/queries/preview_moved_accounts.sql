{# Those of the accounts that earn more or less, what moves most first. #}
select
    account,
    actor_type,
    points_before,
    points_after,
    moved
from ({{ query('preview_accounts') }}) as accounts
where moved <> 0
order by abs(moved) desc, account asc
