-- question: How large should the sample of a period be, and how exact an answer would a size give?
-- scope: auditor=all committee=all
-- What is expected is the newest estimate, before the first one a number of policy; the interval is Wilson's, at 95 %.
with
policy as (
    select
        max(case when parameter = 'sample_size' then value end) as suggested,
        max(case when parameter = 'planning_prevalence' then value end) as planned
    from published.audit_policy
),

newest as (
    select measures.value
    from published.audit_measures as measures
    inner join published.periods as periods on measures.period = periods.period
    where measures.measure = 'prevalence' and measures.stratum = 'all'
    order by periods.ends_on desc, measures.n desc
    limit 1
),

records as (
    select count(*) as records
    from published.service_records as records
    inner join published.periods as months on records.period = months.period
    inner join published.periods as asked on months.starts_on between asked.starts_on and asked.ends_on
    where asked.period = $period and months.kind = 'month'
),

expected as (
    select
        records.records,
        least(coalesce($size, policy.suggested), records.records) as size,
        coalesce((select value from newest), policy.planned) as share
    from records
    cross join policy
)

select
    records,
    cast(size as bigint) as size,
    share,
    (2 * size * share + 3.8416 - 1.96 * sqrt(3.8416 + 4 * size * share * (1 - share))) / (2 * (size + 3.8416)) as low,
    (2 * size * share + 3.8416 + 1.96 * sqrt(3.8416 + 4 * size * share * (1 - share))) / (2 * (size + 3.8416)) as high
from expected
