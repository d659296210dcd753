{# Where the audit of a record stands. A record once drawn at random stays a random audit, whoever decides it later: otherwise
   appeals would take cases out of the sample. #}
with
rejections as (
    select
        decision_id,
        min(said_at) as rejected_at
    from {{ ref('stg_case_steps') }}
    where kind = 'rejected'
    group by decision_id
),

decisions as (
    select
        decisions.*,
        rejections.rejected_at
    from {{ ref('stg_audit_decisions') }} as decisions
    left join rejections on decisions.decision_id = rejections.decision_id
),

-- A sanction is confirmed by a second person who decides the same for the same reason.
paired as (
    select
        *,
        verdict = 'not_genuine' as is_sanction,
        coalesce(
            verdict = lag(verdict) over (partition by record_id order by decided_at, decision_id)
            and reason_code = lag(reason_code) over (partition by record_id order by decided_at, decision_id)
            and decided_by <> lag(decided_by) over (partition by record_id order by decided_at, decision_id)
            and lag(rejected_at) over (partition by record_id order by decided_at, decision_id) is null,
            false
        ) as is_second
    from decisions
),

ranked as (
    select
        *,
        not is_sanction or is_second as is_in_force,
        row_number() over (
            partition by record_id, rejected_at is null order by decided_at desc, decision_id desc
        ) as recency,
        row_number() over (
            partition by record_id, not is_sanction or is_second order by decided_at desc, decision_id desc
        ) as recency_in_force
    from paired
),

records as (
    select
        record_id,
        max(case when basis = 'random' then 1 else 0 end) as was_drawn,
        min(case when is_sanction then decided_at end) as proposed_at,
        max(rejected_at) as rejected_at
    from ranked
    group by record_id
),

appeals as (
    select
        appealed.record_id,
        max(case when answers.step_id is null then 1 else 0 end) as waiting
    from {{ ref('stg_case_steps') }} as appealed
    left join {{ ref('stg_case_steps') }} as answers on appealed.step_id = answers.answers
    where appealed.kind = 'appealed'
    group by appealed.record_id
)

select
    records.record_id,
    standing.decision_id,
    standing.verdict,
    coalesce(standing.is_in_force, false) as confirmed,
    coalesce(not standing.is_in_force, false) as awaits_second,
    standing.reason_code,
    standing.decided_by,
    standing.decided_at,
    case when records.was_drawn = 1 then 'random' else 'targeted' end as basis,
    effective.decision_id as effective_decision_id,
    effective.verdict as effective_verdict,
    effective.reason_code as effective_reason_code,
    effective.decided_at as effective_decided_at,
    records.proposed_at,
    greatest(records.rejected_at, effective.decided_at) as settled_at,
    coalesce(appeals.waiting = 1, false) as is_appealed
from records
left join ranked as standing
    on records.record_id = standing.record_id and standing.rejected_at is null and standing.recency = 1
left join ranked as effective
    on records.record_id = effective.record_id and effective.is_in_force and effective.recency_in_force = 1
left join appeals on records.record_id = appeals.record_id
