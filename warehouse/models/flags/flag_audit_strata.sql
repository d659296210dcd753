{# How a random sample of a period is stratified: flagged or not x district x channel; strata with too few records join within
   their district, then over all. Flagged records are drawn more readily by a factor of policy.

   One row per period and what records have in common; a stratum that was joined has several. A sample of `size` takes
   size * readiness / readiness_of_all records of a stratum. #}
with
policy as (
    select
        max(case when parameter = 'sample_flagged_factor' then value end) as flagged_factor,
        max(case when parameter = 'sample_least_stratum' then value end) as least_stratum
    from {{ ref('audit_policy') }}
),

counted as (
    select
        asked.period,
        frame.flagged,
        frame.district,
        frame.channel,
        count(*) as records
    from {{ ref('flag_audit_frame') }} as frame
    inner join {{ ref('core_periods') }} as months on frame.period = months.period and months.kind = 'month'
    inner join {{ ref('core_periods') }} as asked on months.starts_on between asked.starts_on and asked.ends_on
    group by asked.period, frame.flagged, frame.district, frame.channel
),

by_channel as (
    select
        counted.*,
        policy.flagged_factor,
        policy.least_stratum,
        counted.records < policy.least_stratum as is_rare_channel
    from counted
    cross join policy
),

by_district as (
    select
        *,
        is_rare_channel
        and sum(records) over (partition by period, flagged, district, is_rare_channel) < least_stratum as is_rare_district
    from by_channel
),

placed as (
    select
        period,
        flagged,
        district,
        channel,
        records,
        records * case when flagged then flagged_factor else 1 end as readiness,
        concat_ws(
            '|',
            case when flagged then 'flagged' else 'unflagged' end,
            case when is_rare_district then '*' else district end,
            case when is_rare_channel then '*' else channel end
        ) as stratum
    from by_district
)

select
    period,
    flagged,
    district,
    channel,
    stratum,
    cast(sum(records) over (partition by period, stratum) as bigint) as population,
    sum(readiness) over (partition by period, stratum) as readiness,
    sum(readiness) over (partition by period) as readiness_of_all
from placed
