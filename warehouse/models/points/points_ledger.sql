{# Double entry: each movement is booked on both accounts, so all accounts together are always zero. An entry's id depends on
   nothing but the fact, the rule and the account: the same facts give the same entries, whenever and in whatever order. #}
with
facts as (
    select
        record_id,
        kind,
        from_account,
        to_account,
        points,
        hours,
        rule_id,
        rule_version,
        posted_at
    from {{ ref('points_record_movements') }}
    union all
    select
        record_id,
        kind,
        from_account,
        to_account,
        points,
        hours,
        rule_id,
        rule_version,
        posted_at
    from {{ ref('points_drill_and_report_movements') }}
),

fact_sides as (
    select
        to_account as account,
        record_id,
        points,
        posted_at
    from facts
    union all
    select
        from_account as account,
        record_id,
        -points as points,
        posted_at
    from facts
),

-- What one fact left on an account that can be spent, oldest first: every lot ends by itself after its time.
lots as (
    select
        account,
        record_id,
        sum(points) as points,
        min(posted_at) as earned_at
    from fact_sides
    where account like 'member:%' or account like 'household:%'
    group by account, record_id
),

expiries as (
    select
        lots.record_id,
        'expire' as kind,
        lots.account as from_account,
        'system:expired' as to_account,
        lots.points,
        0.0 as hours,
        rule.rule_id,
        rule.rule_version,
        lots.earned_at + cast(rule.value as integer) * interval '1' month as posted_at
    from lots
    {{ join_rule('rule', 'months_valid', 'cast(lots.earned_at as date)') }}
    where lots.points > 0 and lots.earned_at + cast(rule.value as integer) * interval '1' month <= {{ as_of() }}
),

movements as (
    select
        record_id,
        kind,
        from_account,
        to_account,
        points,
        hours,
        rule_id,
        rule_version,
        posted_at
    from facts
    union all
    select
        record_id,
        kind,
        from_account,
        to_account,
        points,
        hours,
        rule_id,
        rule_version,
        posted_at
    from expiries
),

entries as (
    select
        to_account as account,
        from_account as counter_account,
        record_id,
        kind,
        points,
        hours,
        rule_id,
        rule_version,
        posted_at
    from movements
    union all
    select
        from_account as account,
        to_account as counter_account,
        record_id,
        kind,
        -points as points,
        -hours as hours,
        rule_id,
        rule_version,
        posted_at
    from movements
)

select
    md5(
        entries.account || '|' || entries.counter_account || '|' || entries.record_id || '|' || entries.kind
        || '|' || entries.rule_id || '|' || entries.rule_version
    ) as entry_id,
    entries.account,
    entries.counter_account,
    case
        when entries.account like 'system:%' then 'system'
        when entries.account like 'household:%' then 'household'
        else members.actor
    end as actor_type,
    entries.kind,
    round(entries.points, 4) as points,
    round(entries.hours, 4) as hours,
    entries.record_id,
    case when entries.kind in ('release', 'adjust', 'reverse') then priced.decision_id end as decision_id,
    entries.rule_id,
    entries.rule_version,
    entries.posted_at,
    case when priced.record_id is null then entries.posted_at else priced.matures_at end as matures_at,
    priced.declared_hours,
    priced.grade_factor,
    case when entries.kind = 'adjust' then priced.evidence_factor else priced.undecided_evidence_factor end as evidence_factor,
    case when entries.kind in ('adjust', 'reverse') then priced.evidence_grade else priced.undecided_grade end as evidence_grade,
    priced.review_grade,
    priced.community_id,
    priced.work_unit_id
from entries
left join {{ ref('points_record_values') }} as priced on entries.record_id = priced.record_id
left join {{ ref('core_members') }} as members
    on substr(entries.account, strpos(entries.account, ':') + 1) = members.member_id
