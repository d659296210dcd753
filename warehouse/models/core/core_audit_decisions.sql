{# Where the audit of a record stands: as the store said after its last step. #}
with
states as (
    select
        *,
        row_number() over (partition by record_id order by position desc) as recency
    from {{ ref('stg_case_states') }}
    -- An erasure takes the record away.
    where record_id is not null
)

select
    states.record_id,
    standing.decision_id,
    standing.verdict,
    states.proposal is null and states.in_force is not null as confirmed,
    states.proposal is not null as awaits_second,
    standing.reason_code,
    standing.decided_by,
    standing.decided_at,
    states.basis,
    effective.decision_id as effective_decision_id,
    effective.verdict as effective_verdict,
    effective.reason_code as effective_reason_code,
    effective.decided_at as effective_decided_at,
    states.proposed_at,
    states.settled_at,
    states.state = 'appealed' as is_appealed
from states
left join {{ ref('stg_audit_decisions') }} as standing on coalesce(states.proposal, states.in_force) = standing.decision_id
left join {{ ref('stg_audit_decisions') }} as effective on states.in_force = effective.decision_id
where states.recency = 1
