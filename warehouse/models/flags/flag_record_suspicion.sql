with
summed as (
    select
        record_id,
        round(1 - exp(-sum(contribution)), 6) as suspicion,
        count(*) as raised_count
    from {{ ref('flag_contributions') }}
    group by record_id
),

ranked as (
    select
        record_id,
        flag_code,
        row_number() over (partition by record_id order by contribution desc, weight desc, flag_code asc) as place
    from {{ ref('flag_contributions') }}
),

reasons as (
    select
        record_id,
        max(case when place = 1 then flag_code end) as reason_1_code,
        max(case when place = 2 then flag_code end) as reason_2_code
    from ranked
    where place <= 2
    group by record_id
)

select
    records.record_id,
    coalesce(summed.suspicion, 0.0) as suspicion,
    coalesce(summed.raised_count, 0) as raised_count,
    reasons.reason_1_code,
    reasons.reason_2_code
from {{ ref('core_service_records') }} as records
left join summed on records.record_id = summed.record_id
left join reasons on records.record_id = reasons.record_id
