{# Every movement of points that a service record causes, between two accounts. A flag moves points to the held account and
   nowhere else; only a decision brings them back or takes them away. Hours stay with the member while points are held. #}
{% set columns = [
    'record_id', 'kind', 'from_account', 'to_account', 'points', 'hours', 'rule_id', 'rule_version', 'posted_at'
] %}
with
records as (
    select
        priced.*,
        shares.cap_rule_id,
        shares.cap_rule_version,
        coalesce(shares.earning_share, 1.0) as earning_share,
        (priced.earned_points + priced.bonus_points) * coalesce(shares.earning_share, 1.0) as net_points,
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
        undecided_verified_hours as hours,
        earn_rule_id as rule_id,
        earn_rule_version as rule_version,
        posted_at
    from records
    where earned_points <> 0 or undecided_verified_hours <> 0
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
        posted_at
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
        posted_at
    from records
    where bonus_points <> 0
),

over_cap as (
    select
        record_id,
        'cap_truncate' as kind,
        member_account as from_account,
        'system:issuance' as to_account,
        earned_points + bonus_points - net_points as points,
        0.0 as hours,
        cap_rule_id as rule_id,
        cap_rule_version as rule_version,
        posted_at
    from records
    where earning_share < 1 and earned_points + bonus_points <> 0
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
        posted_at
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
        decided_at as posted_at
    from records
    where is_held and net_points <> 0 and decision_verdict = 'genuine'
),

lifted as (
    select
        record_id,
        'adjust' as kind,
        'system:issuance' as from_account,
        member_account as to_account,
        lifted_points * earning_share as points,
        verified_hours - undecided_verified_hours as hours,
        earn_rule_id as rule_id,
        earn_rule_version as rule_version,
        decided_at as posted_at
    from records
    where decision_verdict = 'genuine' and (lifted_points <> 0 or verified_hours <> undecided_verified_hours)
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
        decided_at as posted_at
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
        undecided_verified_hours as hours,
        earn_rule_id as rule_id,
        earn_rule_version as rule_version,
        decided_at as posted_at
    from records
    where decision_verdict = 'not_genuine' and undecided_verified_hours <> 0
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
        decided_at as posted_at
    from records
    where decision_verdict in ('genuine', 'not_genuine') and honour_points <> 0
)

{% for movements in [
    'earned', 'honoured', 'excellent', 'over_cap', 'held', 'released', 'lifted', 'reversed_points', 'reversed_hours',
    'honour_ended'
] -%}
select {{ columns | join(', ') }} from {{ movements }}
{{ 'union all' if not loop.last }}
{% endfor %}
