{# What does not fit together: an organisation that stands while nobody moves (悬浮), refusals beside discontent (刚性化).

   One row per measure an alarm asks for. A condition that cannot be judged is half true: parts take the most of their
   alternatives, alarms the least of their parts, so an alarm is open only where the missing measure could decide it.
   A dimension can be judged when enough of its weight has a value: silence scores 0, but it is no suspension. #}
with
with_value as (
    select
        weights.period,
        weights.community_id,
        weights.node as dimension,
        sum(weights.nominal_weight) as weight
    from {{ ref('score_weights') }} as weights
    inner join {{ ref('score_indicator_values') }} as held
        on
            weights.period = held.period
            and weights.community_id = held.community_id
            and weights.indicator_id = held.indicator_id
    where weights.lens = {{ default_lens() }} and held.status in ('ok', 'insufficient')
    group by weights.period, weights.community_id, weights.node
),

measured as (
    select
        dimensions.period,
        dimensions.community_id,
        'dimension' as measure_kind,
        dimensions.dimension as measure,
        case
            when with_value.weight >= {{ policy('coverage_threshold') }} * dimensions.nominal_weight then dimensions.score
        end as observed,
        cast(null as double) as value,
        cast(null as double) as numerator,
        cast(null as double) as denominator
    from {{ ref('score_dimensions') }} as dimensions
    left join with_value
        on
            dimensions.period = with_value.period
            and dimensions.community_id = with_value.community_id
            and dimensions.dimension = with_value.dimension
    where dimensions.lens = {{ default_lens() }}
    union all
    select
        period,
        community_id,
        'indicator' as measure_kind,
        indicator_id as measure,
        case when status in ('ok', 'insufficient') then score end as observed,
        value,
        numerator,
        denominator
    from {{ ref('score_indicator_values') }}
),

conditions as (
    select
        composites.period,
        composites.community_id,
        rules.alarm,
        rules.part,
        rules.measure_kind,
        rules.measure,
        rules.side,
        rules.threshold,
        measured.observed,
        measured.value,
        measured.numerator,
        measured.denominator,
        case
            when measured.observed is null then 0.5
            when rules.side = 'at_least' then {{ one_if('measured.observed >= rules.threshold') }}
            else {{ one_if('measured.observed < rules.threshold') }}
        end as truth
    from {{ ref('score_composites') }} as composites
    cross join {{ ref('alarm_rules') }} as rules
    left join measured
        on
            composites.period = measured.period
            and composites.community_id = measured.community_id
            and rules.measure_kind = measured.measure_kind
            and rules.measure = measured.measure
    where composites.lens = {{ default_lens() }}
),

parts as (
    select
        *,
        max(truth) over (partition by period, community_id, alarm, part) as part_truth
    from conditions
),

alarms as (
    select
        *,
        min(part_truth) over (partition by period, community_id, alarm) as alarm_truth
    from parts
),

computed as (
    select
        period,
        community_id,
        alarm,
        case alarm_truth when 1 then 'raised' when 0 then 'clear' else 'not_evaluable' end as status,
        part,
        measure_kind,
        measure,
        case truth when 1 then 'raised' when 0 then 'clear' else 'not_evaluable' end as measure_status,
        observed,
        side,
        threshold,
        value,
        numerator,
        denominator
    from alarms
)

{{ with_frozen_rows('computed', 'score_alarms') }}
