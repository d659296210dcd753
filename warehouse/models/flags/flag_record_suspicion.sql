with
told as (
    select
        *,
        {{ one_if("flag_code = 'history'") }} as is_history
    from {{ ref('flag_contributions') }}
),

summed as (
    select
        record_id,
        sum(contribution) as contribution,
        sum(1 - is_history) as raised_count,
        max(case when is_history = 0 then contribution end) as strongest_flag,
        max(case when is_history = 1 then weight end) as member_suspicion,
        max(case when is_history = 1 then contribution end) as member_contribution
    from told
    group by record_id
),

-- A record's own strongest flag comes first, however much is told by other records.
ranked as (
    select
        told.record_id,
        told.flag_code,
        row_number() over (
            partition by told.record_id
            order by
                least(told.contribution, summed.strongest_flag) desc,
                told.is_history asc,
                told.weight desc,
                told.flag_code asc
        ) as place
    from told
    inner join summed on told.record_id = summed.record_id
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
