{# How much more suspect the other records of the member are in that year than everybody's are: their mean suspicion by the
   catalogue, with some average records added, so that few records say little. A harmless cause tends to be the same every time (an
   old telephone, a site without signal), so that records led by the same flag say nothing of each other until somebody decided on
   them; and what a platform does to everybody says nothing of anyone. An id that stands for several people (B7) has no history. #}
with
policy as (
    select max(case when parameter = 'history_records' then value end) as average_records
    from {{ ref('audit_policy') }}
),

leading_flags as (
    select
        record_id,
        flag_code,
        row_number() over (partition by record_id order by weight desc, flag_code asc) as place,
        1 - exp(sum(ln(1 - weight)) over (partition by record_id)) as suspicion
    from {{ ref('flag_raised') }}
    where leads
),

shared_identities as (
    select distinct records.member_id
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_raised') }} as raised on records.record_id = raised.record_id
    where raised.flag_code = 'B7'
),

records as (
    select
        records.record_id,
        records.member_id,
        records.year,
        leading_flags.flag_code,
        case decisions.effective_verdict when 'not_genuine' then 1.0 else 0.0 end as decided,
        case
            when decisions.effective_verdict in ('genuine', 'not_genuine') then 0.0
            else coalesce(leading_flags.suspicion, 0.0)
        end as undecided
    from {{ ref('core_service_records') }} as records
    left join leading_flags on records.record_id = leading_flags.record_id and leading_flags.place = 1
    left join {{ ref('core_audit_decisions') }} as decisions on records.record_id = decisions.record_id
    left join shared_identities on records.member_id = shared_identities.member_id
    where records.member_id is not null and shared_identities.member_id is null
),

years as (
    select
        year,
        avg(decided + undecided) as suspicion
    from records
    group by year
),

summed as (
    select
        record_id,
        year,
        flag_code,
        count(*) over (partition by member_id, year) - 1 as other_records,
        sum(decided) over (partition by member_id, year) - decided as others_decided,
        sum(undecided) over (partition by member_id, year)
        - sum(undecided) over (partition by member_id, year, flag_code) as others_undecided
    from records
)

select
    summed.record_id,
    summed.other_records,
    -- Nine decimals: the last bits of a sum differ from run to run.
    round(
        greatest(
            (summed.others_decided + summed.others_undecided - summed.other_records * years.suspicion)
            / (summed.other_records + policy.average_records),
            0
        ),
        9
    ) as excess_suspicion
from summed
cross join policy
inner join years on summed.year = years.year
where summed.flag_code is not null
