{# What a record is worth before and after a person's decision. The ledger earns the first and adjusts to the second. #}
with
records as (
    select
        records.record_id,
        records.member_id,
        records.actor as actor_type,
        records.community_id,
        records.work_unit_id,
        records.channel,
        records.service_date,
        records.started_at,
        records.in_incident,
        records.declared_hours,
        records.review_grade,
        records.review_excellent,
        records.reviewed_at,
        records.decision_id,
        records.decision_verdict,
        records.decided_at,
        {{ used_at('records') }} as used_at,
        evidence.suspicion,
        evidence.undecided_grade,
        evidence.evidence_grade,
        evidence.has_witness,
        evidence.confirmed,
        evidence.undecided_verified_hours,
        evidence.verified_hours,
        evidence.creditable_hours,
        -- A second claim of the same hours counts nothing until somebody finds that it was not the same.
        case when evidence.is_double_claim then 0.0 else evidence.creditable_hours end as undecided_hours,
        case
            when records.actor = 'party_member' then grades.points_factor
            -- A volunteer's hour is a volunteer's hour; only a failed one earns nothing.
            when grades.points_factor = 0 then 0.0
            else 1.0
        end as grade_factor
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    left join {{ ref('review_grades') }} as grades on records.review_grade = grades.grade
    where records.actor in ('party_member', 'resident_volunteer') and evidence.creditable_hours > 0
),

factored as (
    select
        records.*,
        undecided.factor as undecided_evidence_factor,
        decided.factor as evidence_factor,
        hourly.value as points_per_hour,
        hourly.rule_id as earn_rule_id,
        hourly.rule_version as earn_rule_version,
        bonus.rule_id as bonus_rule_id,
        bonus.rule_version as bonus_rule_version,
        case when records.review_excellent then coalesce(bonus.value, 0.0) else 0.0 end as bonus_hours,
        hold.rule_id as hold_rule_id,
        hold.rule_version as hold_rule_version,
        coalesce(records.suspicion >= hold.value, false) as is_held,
        cooling_off.value as cooling_off_days
    from records
    left join {{ ref('evidence_factors') }} as undecided
        on records.actor_type = undecided.actor_type and records.undecided_grade = undecided.evidence_grade
    left join {{ ref('evidence_factors') }} as decided
        on records.actor_type = decided.actor_type and records.evidence_grade = decided.evidence_grade
    {{ join_rule('hourly', 'points_per_hour', 'records.service_date', 'records.actor_type') }}
    {{ join_rule('bonus', 'bonus_hours', 'records.service_date', 'records.actor_type') }}
    {{ join_rule('hold', 'hold_suspicion', 'records.service_date') }}
    {{ join_rule('cooling_off', 'cooling_off_days', 'records.service_date') }}
)

select
    record_id,
    member_id,
    actor_type,
    community_id,
    work_unit_id,
    service_date,
    in_incident,
    declared_hours,
    creditable_hours,
    review_grade,
    grade_factor,
    undecided_grade,
    undecided_evidence_factor,
    evidence_grade,
    evidence_factor,
    undecided_verified_hours,
    verified_hours,
    decision_id,
    decision_verdict,
    decided_at,
    is_held,
    earn_rule_id,
    earn_rule_version,
    bonus_rule_id,
    bonus_rule_version,
    hold_rule_id,
    hold_rule_version,
    undecided_hours * grade_factor * undecided_evidence_factor * points_per_hour as earned_points,
    case when undecided_hours > 0 then bonus_hours else 0.0 end
    * grade_factor * undecided_evidence_factor * points_per_hour as bonus_points,
    -- What a decision that the record is genuine adds.
    case
        when decision_verdict = 'genuine'
            then
                (
                    (creditable_hours + bonus_hours) * evidence_factor
                    - (undecided_hours + case when undecided_hours > 0 then bonus_hours else 0.0 end)
                    * undecided_evidence_factor
                ) * grade_factor * points_per_hour
        else 0.0
    end as lifted_points,
    -- Attested on paper and not yet confirmed: honour, not currency.
    case
        when actor_type = 'resident_volunteer' and channel = 'paper' and has_witness and undecided_grade = 'C'
            then undecided_hours * grade_factor * points_per_hour
        else 0.0
    end as honour_points,
    case when actor_type = 'party_member' then greatest(reviewed_at, used_at) else used_at end as posted_at,
    case
        when
            review_grade is not null
            then greatest(reviewed_at, started_at + cast(cooling_off_days as integer) * interval '1' day)
    end as matures_at
from factored
