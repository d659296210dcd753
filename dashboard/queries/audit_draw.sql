-- question: Which records are drawn from a period at random, how many of each stratum, and how likely was each?
-- scope: auditor=all
-- Within a stratum the seed orders the records, so that a larger sample of the same frame and seed holds the smaller one.
with
placed as (
    select
        frame.record_id,
        frame.community_id,
        frame.flagged,
        strata.stratum,
        strata.population,
        least(
            strata.population,
            greatest(2, cast(round($size * strata.readiness / strata.readiness_of_all) as bigint))
        ) as sampled
    from published.audit_frame as frame
    inner join published.periods as months on frame.period = months.period and months.kind = 'month'
    inner join published.periods as asked on months.starts_on between asked.starts_on and asked.ends_on
    inner join published.audit_strata as strata
        on
            asked.period = strata.period
            and frame.flagged = strata.flagged
            and frame.district = strata.district
            and frame.channel = strata.channel
    where asked.period = $period
),

ordered as (
    select
        *,
        row_number() over (partition by stratum order by md5(concat_ws(':', $seed, record_id)), record_id) as place
    from placed
)

select
    record_id,
    community_id,
    stratum,
    flagged,
    population,
    sampled,
    sampled / population as inclusion_probability,
    (select count(*) from placed) as frame_records,
    (select md5(string_agg(concat_ws(':', record_id, stratum), ';' order by record_id)) from placed) as frame_digest
from ordered
where place <= sampled
order by record_id
