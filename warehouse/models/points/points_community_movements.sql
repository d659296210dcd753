{# What communities earn for a frozen quarter: its grade where that is clear, an improvement beyond both intervals, and a share of
   the pool in proportion to the chance of a place at the top. Shares follow the chance and not the rank, so that a place won by
   luck pays little; a quarter that cannot tell communities apart pays no pool. #}
with
quarters as (
    select
        periods.period,
        periods.previous_period,
        periods.ends_on,
        'community' as actor_type,
        states.frozen_at,
        health.value as reliability
    from {{ ref('core_periods') }} as periods
    inner join {{ ref('core_period_states') }} as states on periods.period = states.period
    left join {{ ref('score_league_health') }} as health
        on periods.period = health.period and health.lens = {{ default_lens() }} and health.measure = 'composite_reliability'
    where periods.kind = 'quarter' and states.frozen
),

standings as (
    select
        quarters.*,
        scores.community_id,
        scores.total_low,
        scores.top_probability,
        bands.position,
        scores.total_low > before.total_high as has_improved,
        sum(scores.top_probability) over (partition by quarters.period) as chances
    from quarters
    inner join {{ ref('score_communities') }} as scores on quarters.period = scores.period and scores.lens = {{ default_lens() }}
    left join {{ ref('score_grade_bands') }} as bands
        on scores.period = bands.period and scores.grade = bands.grade and scores.borderline_grade is null
    left join quarters as earlier on quarters.previous_period = earlier.period
    left join {{ ref('score_communities') }} as before
        on earlier.period = before.period and scores.community_id = before.community_id and before.lens = {{ default_lens() }}
),

{% for position in [1, 2] -%}
grade_{{ position }} as (
    select
        standings.*,
        rule.value as points,
        rule.rule_id,
        rule.rule_version
    from standings
    {{ join_rule('rule', 'points_for_grade_' ~ position, 'standings.ends_on', 'standings.actor_type') }}
    where standings.position = {{ position }}
),

{% endfor -%}
improved as (
    select
        standings.*,
        rule.value as points,
        rule.rule_id,
        rule.rule_version
    from standings
    {{ join_rule('rule', 'points_for_improvement', 'standings.ends_on', 'standings.actor_type') }}
    where standings.has_improved
),

pooled as (
    select
        standings.*,
        rule.value * standings.top_probability / nullif(standings.chances, 0) as points,
        rule.rule_id,
        rule.rule_version
    from standings
    {{ join_rule('rule', 'pool_points', 'standings.ends_on', 'standings.actor_type') }}
    {{ join_rule('gate', 'least_reliability', 'standings.ends_on', 'standings.actor_type') }}
    where standings.reliability >= gate.value and standings.top_probability > 0
)

{% for earned in ['grade_1', 'grade_2', 'improved', 'pooled'] -%}
{{ movement_rows(
    earned, 'earn', "'system:issuance'", "'community:' || community_id", 'points',
    record_id='period', posted_at='frozen_at', matures_at='frozen_at', where='points > 0'
) }}
{{ 'union all' if not loop.last }}
{% endfor %}
