select
    entry_id,
    account,
    actor_type,
    kind,
    points,
    hours,
    record_id,
    decision_id,
    rule_id,
    rule_version,
    posted_at,
    counter_account,
    case
        when split_part(account, ':', 1) in ('member', 'held', 'honour') then substr(account, strpos(account, ':') + 1)
    end as member_id,
    matures_at,
    declared_hours,
    grade_factor,
    evidence_factor,
    evidence_grade,
    review_grade,
    community_id,
    work_unit_id,
    {{ organisation_of('account') }} as organisation_id
from {{ ref('points_ledger') }}
