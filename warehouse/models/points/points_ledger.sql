{# Double entry: each movement is booked on both accounts, so all accounts together are always zero. An entry's id depends on
   nothing but the fact, the rule and the account: the same facts give the same entries, whenever and in whatever order. #}
{% set columns = [
    'record_id', 'kind', 'points', 'hours', 'rule_id', 'rule_version', 'decision_id', 'posted_at', 'matures_at'
] %}
with
movements as (
    select
        from_account,
        to_account,
        {{ columns | join(', ') }}
    from {{ ref('points_movements') }}
    union all
    select
        account as from_account,
        'system:expired' as to_account,
        record_id,
        'expire' as kind,
        expired_points as points,
        0.0 as hours,
        rule_id,
        rule_version,
        cast(null as varchar) as decision_id,
        expires_at as posted_at,
        usable_from as matures_at
    from {{ ref('points_lots') }}
    where expired_points > 0
),

entries as (
    select
        to_account as account,
        from_account as counter_account,
        {{ columns | join(', ') }}
    from movements
    union all
    select
        from_account as account,
        to_account as counter_account,
        {{ columns | join(', ') | replace('points, hours', '0 - points as points, 0 - hours as hours') }}
    from movements
)

select
    md5(
        entries.account || '|' || entries.counter_account || '|' || entries.record_id || '|' || entries.kind
        || '|' || entries.rule_id || '|' || entries.rule_version
    ) as entry_id,
    entries.account,
    entries.counter_account,
    case split_part(entries.account, ':', 1)
        when 'system' then 'system'
        when 'household' then 'household'
        when 'enterprise' then 'enterprise'
        when 'social' then 'social_organisation'
        when 'community' then 'community'
        when 'pool' then 'community'
        when 'charity' then 'charity'
        else members.actor
    end as actor_type,
    entries.kind,
    round(entries.points, 4) as points,
    round(entries.hours, 4) as hours,
    entries.record_id,
    entries.decision_id,
    entries.rule_id,
    entries.rule_version,
    entries.posted_at,
    entries.matures_at,
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
