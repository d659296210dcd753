-- question: Which records are drawn from a period at random, how many of each stratum, and how likely was each?
-- scope: auditor=all
-- Strata are flagged or not × district × channel; those with too few records join within their district, then over all. Flagged
-- records are drawn more often by a factor of policy. Within a stratum the seed orders the records, so that a larger sample of
-- the same frame and seed holds the smaller one.
with
policy as (
    select
        max(case when parameter = 'sample_flagged_factor' then value end) as flagged_factor,
        max(case when parameter = 'sample_least_stratum' then value end) as least_stratum
    from published.audit_policy
),

flagged as (
    select distinct record_id
    from published.record_flags
    where status = 'raised'
),

frame as (
    select
        records.record_id,
        records.community_id,
        flagged.record_id is not null as flagged,
        coalesce(communities.district, '?') as district,
        coalesce(records.channel, '?') as channel
    from published.service_records as records
    inner join published.periods as months on records.period = months.period
    inner join published.periods as asked on months.starts_on between asked.starts_on and asked.ends_on
    left join published.communities as communities on records.community_id = communities.community_id
    left join flagged on records.record_id = flagged.record_id
    where asked.period = $period and months.kind = 'month'
),

by_channel as (
    select
        frame.*,
        count(*) over (partition by flagged, district, channel) < policy.least_stratum as is_rare_channel
    from frame
    cross join policy
),

by_district as (
    select
        by_channel.*,
        is_rare_channel
        and count(*) over (partition by flagged, district, is_rare_channel) < policy.least_stratum as is_rare_district
    from by_channel
    cross join policy
),

placed as (
    select
        record_id,
        community_id,
        flagged,
        concat_ws(
            '|',
            case when flagged then 'flagged' else 'unflagged' end,
            case when is_rare_district then '*' else district end,
            case when is_rare_channel then '*' else channel end
        ) as stratum
    from by_district
),

strata as (
    select
        placed.stratum,
        count(*) as population,
        count(*) * case when placed.flagged then any_value(policy.flagged_factor) else 1 end as share
    from placed
    cross join policy
    group by placed.stratum, placed.flagged
),

allocated as (
    select
        stratum,
        population,
        least(population, greatest(2, cast(round($size * share / sum(share) over ()) as bigint))) as sampled
    from strata
),

ordered as (
    select
        placed.*,
        allocated.population,
        allocated.sampled,
        row_number() over (
            partition by placed.stratum order by md5(concat_ws(':', $seed, placed.record_id)), placed.record_id
        ) as place
    from placed
    inner join allocated on placed.stratum = allocated.stratum
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
