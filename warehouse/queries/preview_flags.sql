{# The results of each flag that the proposal changes, counted. #}
select
    results.flag_code,
    rules.name_zh,
    rules.name_en,
    count(*) filter (where results.status_before = 'raised') as raised_before,
    count(*) filter (where results.status_after = 'raised') as raised_after,
    count(*) filter (where results.status_after = 'raised' and results.status_before <> 'raised') as newly_raised,
    count(*) filter (where results.status_before = 'raised' and results.status_after <> 'raised') as no_longer_raised
from ({{ query('preview_results') }}) as results
inner join policy.flag_rules as rules on results.flag_code = rules.flag_code
group by results.flag_code, rules.name_zh, rules.name_en
having count(*) filter (where results.status_before <> results.status_after) > 0
order by results.flag_code
