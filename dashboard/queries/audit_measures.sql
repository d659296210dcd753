-- question: What do the audits of a period say of the service, of the rules and of the audits themselves?
-- scope: auditor=all committee=all
select
    measure,
    stratum,
    split_part(stratum, ':', 1) as part_of,
    case when contains(stratum, ':') then substr(stratum, strpos(stratum, ':') + 1) end as part,
    value,
    low,
    high,
    n,
    n >= (select value from published.audit_policy where parameter = 'measure_minimum') as is_enough,
    expected
from published.audit_measures
where period = $period
order by measure, part_of, part
