{# Every movement of points that a service record causes, between two accounts. A flag moves points to the held account and
   nowhere else; only a decision brings them back or takes them away. Hours stay with the member while points are held. #}
{% set columns = [
    'record_id', 'kind', 'from_account', 'to_account', 'points', 'hours', 'rule_id', 'rule_version', 'decision_id', 'posted_at',
    'matures_at'
] %}
with
records as (
    select
        priced.*,
        round(priced.undecided_verified_hours, 4) as earned_hours,
        round(priced.undecided_verified_hours * (1 - priced.kept_share), 4) as corrected_hours,
        shares.cap_rule_id,
        shares.cap_rule_version,
        coalesce(shares.earning_share, 1.0) as earning_share,
        round(
            (priced.earned_points + priced.bonus_points + priced.corrected_points) * coalesce(shares.earning_share, 1.0), 4
        ) as net_points,
        'member:' || priced.member_id as member_account,
        'held:' || priced.member_id as held_account,
        'honour:' || priced.member_id as honour_account
    from {{ ref('points_record_values') }} as priced
    left join {{ ref('points_earning_shares') }} as shares on priced.record_id = shares.record_id
    -- A party member's record has no value before it is graded.
    where priced.posted_at is not null and priced.grade_factor is not null
),

earned as (
    select
        record_id,
        'earn' as kind,
        'system:issuance' as from_account,
        member_account as to_account,
        earned_points as points,
        earned_hours as hours,
        earn_rule_id as rule_id,
        earn_rule_version as rule_version,
        cast(null as varchar) as decision_id,
        posted_at,
        matures_at
    from records
    where earned_points <> 0 or earned_hours <> 0
),

honoured as (
    select
        record_id,
        'earn' as kind,
        'system:issuance' as from_account,
        honour_account as to_account,
        honour_points as points,
        0.0 as hours,
        earn_rule_id as rule_id,
        earn_rule_version as rule_version,
        cast(null as varchar) as decision_id,
        posted_at,
        matures_at
    from records
    where honour_points <> 0
),

excellent as (
    select
        record_id,
        'bonus' as kind,
        'system:issuance' as from_account,
        member_account as to_account,
        bonus_points as points,
        0.0 as hours,
        bonus_rule_id as rule_id,
        bonus_rule_version as rule_version,
        cast(null as varchar) as decision_id,
        posted_at,
        matures_at
    from records
    where bonus_points <> 0
),

-- What members report of their own records is taken back and nothing more.
corrected as (
    select
        record_id,
        'adjust' as kind,
        member_account as from_account,
        'system:issuance' as to_account,
        -corrected_points as points,
        corrected_hours as hours,
        correction_rule_id as rule_id,
        correction_rule_version as rule_version,
        report_id as decision_id,
        greatest(posted_at, reported_at) as posted_at,
        matures_at
    from records
    where report_id is not null and (corrected_points <> 0 or corrected_hours <> 0)
),

over_cap as (
    select
        record_id,
        'cap_truncate' as kind,
        member_account as from_account,
        'system:issuance' as to_account,
        round(earned_points + bonus_points + corrected_points - net_points, 4) as points,
        0.0 as hours,
        cap_rule_id as rule_id,
        cap_rule_version as rule_version,
        cast(null as varchar) as decision_id,
        posted_at,
        matures_at
    from records
    where round(earned_points + bonus_points + corrected_points - net_points, 4) <> 0
),

held as (
    select
        record_id,
        'hold' as kind,
        member_account as from_account,
        held_account as to_account,
        net_points as points,
        0.0 as hours,
        hold_rule_id as rule_id,
        hold_rule_version as rule_version,
        cast(null as varchar) as decision_id,
        greatest(posted_at, held_on_proposal_at) as posted_at,
        matures_at
    from records
    where is_held and net_points <> 0
),

released as (
    select
        record_id,
        'release' as kind,
        held_account as from_account,
        member_account as to_account,
        net_points as points,
        0.0 as hours,
        hold_rule_id as rule_id,
        hold_rule_version as rule_version,
        decision_id,
        greatest(posted_at, released_at) as posted_at,
        matures_at
    from records
    where is_held and net_points <> 0 and released_at is not null
),

lifted as (
    select
        record_id,
        'adjust' as kind,
        'system:issuance' as from_account,
        member_account as to_account,
        lifted_points * earning_share as points,
        verified_hours - (earned_hours - corrected_hours) as hours,
        earn_rule_id as rule_id,
        earn_rule_version as rule_version,
        decision_id,
        decided_at as posted_at,
        matures_at
    from records
    where
        decision_verdict = 'genuine'
        and (lifted_points <> 0 or round(verified_hours - (earned_hours - corrected_hours), 4) <> 0)
),

reversed_points as (
    select
        record_id,
        'reverse' as kind,
        case when is_held then held_account else member_account end as from_account,
        'system:issuance' as to_account,
        net_points as points,
        0.0 as hours,
        earn_rule_id as rule_id,
        earn_rule_version as rule_version,
        decision_id,
        decided_at as posted_at,
        matures_at
    from records
    where decision_verdict = 'not_genuine' and net_points <> 0
),

reversed_hours as (
    select
        record_id,
        'reverse' as kind,
        member_account as from_account,
        'system:hours' as to_account,
        0.0 as points,
        earned_hours - corrected_hours as hours,
        earn_rule_id as rule_id,
        earn_rule_version as rule_version,
        decision_id,
        decided_at as posted_at,
        matures_at
    from records
    where decision_verdict = 'not_genuine' and earned_hours <> corrected_hours
),

-- Once decided, hours attested on paper are either confirmed and worth points, or not there.
honour_ended as (
    select
        record_id,
        'reverse' as kind,
        honour_account as from_account,
        'system:issuance' as to_account,
        honour_points as points,
        0.0 as hours,
        earn_rule_id as rule_id,
        earn_rule_version as rule_version,
        decision_id,
        decided_at as posted_at,
        matures_at
    from records
    where decision_verdict in ('genuine', 'not_genuine') and honour_points <> 0
)

{% for movements in [
    'earned', 'honoured', 'excellent', 'corrected', 'over_cap', 'held', 'released', 'lifted', 'reversed_points',
    'reversed_hours', 'honour_ended'
] -%}
select {{ columns | join(', ') }} from {{ movements }}
{{ 'union all' if not loop.last }}
{% endfor %}
