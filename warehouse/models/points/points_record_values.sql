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
        records.awaits_second,
        records.sanction_proposed_at,
        records.audit_settled_at,
        {{ used_at('records') }} as used_at,
        evidence.suspicion,
        evidence.undecided_grade,
        evidence.genuine_grade,
        evidence.evidence_grade,
        evidence.has_witness,
        evidence.confirmed,
        evidence.undecided_verified_hours,
        evidence.verified_hours,
        evidence.creditable_hours,
        -- The share of the hours that the member has not taken back since.
        evidence.creditable_hours / evidence.claimed_hours as kept_share,
        -- A second claim of the same hours counts nothing until somebody finds that it was not the same.
        case when evidence.is_double_claim then 0.0 else evidence.claimed_hours end as undecided_hours,
        case
            when records.actor = 'party_member' then grades.points_factor
            -- A volunteer's hour is a volunteer's hour; only a failed one earns nothing.
            when grades.points_factor = 0 then 0.0
            else 1.0
        end as grade_factor
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_record_evidence') }} as evidence on records.record_id = evidence.record_id
    left join {{ ref('review_grades') }} as grades on records.review_grade = grades.grade
    where records.actor in ('party_member', 'resident_volunteer') and evidence.claimed_hours > 0
),

factored as (
    select
        records.*,
        undecided.factor as undecided_evidence_factor,
        decided.factor as evidence_factor,
        genuine.factor as genuine_evidence_factor,
        hourly.value as points_per_hour,
        hourly.rule_id as earn_rule_id,
        hourly.rule_version as earn_rule_version,
        bonus.rule_id as bonus_rule_id,
        bonus.rule_version as bonus_rule_version,
        case when records.review_excellent then coalesce(bonus.value, 0.0) else 0.0 end as bonus_hours,
        hold.rule_id as hold_rule_id,
        hold.rule_version as hold_rule_version,
        coalesce(records.suspicion >= hold.value, false) as is_suspicious,
        cooling_off.value as cooling_off_days,
        reports.report_id,
        reports.reported_at,
        correction.value as correction_share,
        correction.rule_id as correction_rule_id,
        correction.rule_version as correction_rule_version
    from records
    left join {{ ref('core_error_reports') }} as reports on records.record_id = reports.record_id and records.kept_share < 1
    left join {{ ref('evidence_factors') }} as undecided
        on records.actor_type = undecided.actor_type and records.undecided_grade = undecided.evidence_grade
    left join {{ ref('evidence_factors') }} as decided
        on records.actor_type = decided.actor_type and records.evidence_grade = decided.evidence_grade
    left join {{ ref('evidence_factors') }} as genuine
        on records.actor_type = genuine.actor_type and records.genuine_grade = genuine.evidence_grade
    {{ join_rule('hourly', 'points_per_hour', 'records.service_date', 'records.actor_type') }}
    {{ join_rule('bonus', 'bonus_hours', 'records.service_date', 'records.actor_type') }}
    {{ join_rule('hold', 'hold_suspicion', 'records.service_date') }}
    {{ join_rule('cooling_off', 'cooling_off_days', 'records.service_date') }}
    {{ join_rule('correction', 'self_report_share', 'records.service_date') }}
),

priced as (
    select
        *,
        -- Rounded here and nowhere later, so that what is taken back is exactly what was given.
        round(undecided_hours * grade_factor * undecided_evidence_factor * points_per_hour, 4) as earned_points,
        round(
            case when undecided_hours > 0 then bonus_hours else 0.0 end
            * grade_factor * undecided_evidence_factor * points_per_hour, 4
        ) as bonus_points,
        round(
            (creditable_hours + case when creditable_hours > 0 then bonus_hours else 0.0 end)
            * grade_factor * genuine_evidence_factor * points_per_hour, 4
        ) as genuine_points
    from factored
),

corrected as (
    select
        *,
        case
            when report_id is null then 0.0
            else
                -round(
                    correction_share
                    * (earned_points * (1 - kept_share) + case when creditable_hours = 0 then bonus_points else 0.0 end), 4
                )
        end as corrected_points
    from priced
)

select
    *,
    -- Points wait for a person where a record is suspicious, and where one person has proposed a sanction.
    is_suspicious or sanction_proposed_at is not null as is_held,
    case
        when awaits_second then null
        when decision_verdict = 'genuine' or (not is_suspicious and coalesce(decision_verdict <> 'not_genuine', true))
            then audit_settled_at
    end as released_at,
    case when is_suspicious then null else sanction_proposed_at end as held_on_proposal_at,
    -- What the decision of a person who finds it genuine adds.
    case
        when decision_verdict = 'genuine' then genuine_points - earned_points - bonus_points - corrected_points
        else 0.0
    end as lifted_points,
    -- Attested on paper and not yet confirmed: honour, not currency.
    case
        when actor_type = 'resident_volunteer' and channel = 'paper' and has_witness and undecided_grade = 'C'
            then undecided_hours * kept_share * grade_factor * points_per_hour
        else 0.0
    end as honour_points,
    case when actor_type = 'party_member' then greatest(reviewed_at, used_at) else used_at end as posted_at,
    case
        when
            review_grade is not null
            then greatest(reviewed_at, started_at + cast(cooling_off_days as integer) * interval '1' day)
    end as matures_at
from corrected
