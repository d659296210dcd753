{# Why a total moved since the period before, indicator by indicator, exactly.

   A composite is the sum of pull * (score - reference) plus the reference, whatever the reference, because pulls add up to 1.
   The reference is halfway between the two totals, so that an indicator that appears above it lifts and one below it lowers.
   (Under the geometric mean pulls do not add up to 1, but score + 1 does the same for the reference -1.)

   value       the score moved on the goalposts of the period before
   definition  the goalposts moved
   weight      policy moved the weights, at what counted in the period before
   coverage    something came or went, and with it the weight left to the others
   adjustment  bonus and penalty #}
with
totals as (
    select
        composites.period,
        composites.lens,
        composites.community_id,
        composites.score,
        composites.adjustment,
        composites.total,
        periods.previous_period
    from {{ ref('score_composites') }} as composites
    inner join {{ ref('core_periods') }} as periods on composites.period = periods.period
    where composites.total is not null
),

moves as (
    select
        now.period,
        now.previous_period,
        now.lens,
        now.community_id,
        case when {{ policy('geometric') }} = 1 then -1 else (now.score + before.score) / 2 end as reference,
        now.adjustment - before.adjustment as adjustment
    from totals as now
    inner join totals as before
        on
            now.previous_period = before.period
            and now.lens = before.lens
            and now.community_id = before.community_id
),

pulls as (
    select
        weights.period,
        weights.lens,
        weights.community_id,
        weights.node,
        weights.indicator_id,
        weights.value,
        weights.score,
        weights.goalpost_low,
        weights.goalpost_high,
        case
            when {{ policy('geometric') }} = 1
                then weights.node_share * weights.within * (1 + composites.score) / (1 + dimensions.score)
            else weights.node_share * weights.within
        end as pull,
        weights.node_share * weights.within as share
    from {{ ref('score_weights') }} as weights
    inner join {{ ref('score_composites') }} as composites
        on
            weights.period = composites.period
            and weights.lens = composites.lens
            and weights.community_id = composites.community_id
    inner join {{ ref('score_dimensions') }} as dimensions
        on
            weights.period = dimensions.period
            and weights.lens = dimensions.lens
            and weights.community_id = dimensions.community_id
            and weights.node = dimensions.dimension
    where composites.score is not null
),

before as (
    select
        moves.period,
        moves.previous_period,
        moves.lens,
        moves.community_id,
        moves.reference,
        pulls.node,
        pulls.indicator_id,
        pulls.value,
        pulls.score,
        pulls.goalpost_low,
        pulls.goalpost_high,
        pulls.pull,
        pulls.share,
        coalesce(definitions.node_weight, 0) as node_weight,
        coalesce(
            definitions.weight_within
            / sum(definitions.weight_within) over (partition by moves.period, moves.lens, moves.community_id, pulls.node),
            0
        ) as within
    from moves
    inner join pulls
        on
            moves.previous_period = pulls.period
            and moves.lens = pulls.lens
            and moves.community_id = pulls.community_id
    left join {{ ref('score_lens_definitions') }} as definitions
        on
            moves.period = definitions.period
            and moves.lens = definitions.lens
            and pulls.node = definitions.node
            and pulls.indicator_id = definitions.indicator_id
),

reweighted as (
    select
        *,
        pull / share
        * node_weight * within / sum(node_weight * within) over (partition by period, lens, community_id) as reweighted_pull
    from before
),

now as (
    select
        moves.period,
        moves.previous_period,
        moves.lens,
        moves.community_id,
        moves.reference,
        pulls.node,
        pulls.indicator_id,
        pulls.value,
        pulls.score,
        pulls.pull
    from moves
    inner join pulls
        on
            moves.period = pulls.period
            and moves.lens = pulls.lens
            and moves.community_id = pulls.community_id
),

joined as (
    select
        coalesce(now.period, reweighted.period) as period,
        coalesce(now.previous_period, reweighted.previous_period) as previous_period,
        coalesce(now.lens, reweighted.lens) as lens,
        coalesce(now.community_id, reweighted.community_id) as community_id,
        coalesce(now.indicator_id, reweighted.indicator_id) as indicator_id,
        coalesce(now.reference, reweighted.reference) as reference,
        now.indicator_id is not null and reweighted.indicator_id is not null as in_both,
        now.score as score_now,
        reweighted.score as score_before,
        coalesce(now.pull, 0) as pull_now,
        coalesce(reweighted.pull, 0) as pull_before,
        reweighted.reweighted_pull,
        {{ as_score(on_goalposts('now.value', 'reweighted.goalpost_low', 'reweighted.goalpost_high')) }} as score_on_old_goalposts
    from now
    full outer join reweighted
        on
            now.period = reweighted.period
            and now.lens = reweighted.lens
            and now.community_id = reweighted.community_id
            and now.node = reweighted.node
            and now.indicator_id = reweighted.indicator_id
),

contributions as (
    select
        period,
        previous_period,
        lens,
        community_id,
        indicator_id,
        case
            when in_both
                then (pull_now + pull_before) / 2 * (coalesce(score_on_old_goalposts, score_now) - score_before)
        end as value,
        case
            when in_both
                then (pull_now + pull_before) / 2 * (score_now - coalesce(score_on_old_goalposts, score_now))
        end as definition,
        case
            when in_both
                then ((score_now + score_before) / 2 - reference) * (reweighted_pull - pull_before)
        end as weight,
        case
            when in_both
                then ((score_now + score_before) / 2 - reference) * (pull_now - reweighted_pull)
            else
                pull_now * (coalesce(score_now, reference) - reference)
                - pull_before * (coalesce(score_before, reference) - reference)
        end as coverage
    from joined
),

computed as (
    {% for component in ['value', 'definition', 'weight', 'coverage'] -%}
    select
        period,
        previous_period,
        lens,
        community_id,
        indicator_id,
        '{{ component }}' as component,
        sum({{ component }}) as contribution
    from contributions
    where abs({{ component }}) > 1e-12
    group by period, previous_period, lens, community_id, indicator_id
    union all
    {% endfor -%}
    select
        period,
        previous_period,
        lens,
        community_id,
        cast(null as varchar) as indicator_id,
        'adjustment' as component,
        adjustment as contribution
    from moves
    where abs(adjustment) > 1e-12
)

{{ with_frozen_rows('computed', 'score_changes') }}
