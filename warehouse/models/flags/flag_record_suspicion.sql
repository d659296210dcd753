with
summed as (
    select
        record_id,
        sum(contribution) as contribution,
        sum(case when flag_group = 'history' then 0 else 1 end) as raised_count,
        max(case when flag_group = 'history' then weight end) as member_suspicion,
        max(case when flag_group = 'history' then contribution end) as member_contribution
    from {{ ref('flag_contributions') }}
    group by record_id
),

ranked as (
    select
        record_id,
        flag_code,
        row_number() over (partition by record_id order by contribution desc, weight desc, flag_code asc) as place
    from {{ ref('flag_contributions') }}
    where flag_group <> 'history'
),

reasons as (
    select
        record_id,
        max(case when place = 1 then flag_code end) as reason_1_code,
        max(case when place = 2 then flag_code end) as reason_2_code
    from ranked
    where place <= 2
    group by record_id
),

channels as (
    select
        channel,
        max(case when flag_code = 'base' then evidence end) as base,
        max(case when flag_code = 'none' then evidence end) as unflagged
    from {{ ref('flag_learned_weights') }}
    group by channel
)

select
    records.record_id,
    case
        when channels.base is null then round(1 - exp(-coalesce(summed.contribution, 0.0)), 6)
        else round(1 / (1 + exp(-channels.base - coalesce(summed.contribution, channels.unflagged))), 6)
    end as suspicion,
    round(channels.base + case when summed.record_id is null then channels.unflagged else 0.0 end, 9) as base_log_odds,
    coalesce(summed.raised_count, 0) as raised_count,
    summed.member_suspicion,
    coalesce(summed.member_contribution, 0.0) as member_contribution,
    reasons.reason_1_code,
    reasons.reason_2_code,
    models.model_version
from {{ ref('core_service_records') }} as records
cross join {{ ref('flag_suspicion_models') }} as models
left join summed on records.record_id = summed.record_id
left join reasons on records.record_id = reasons.record_id
left join channels on coalesce(records.channel, '?') = channels.channel
