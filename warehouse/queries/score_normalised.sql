{# Each indicator on the scale of $low and $high by `normalisation`. One that is the same everywhere, or known of a single unit,
   has nothing to be compared by (null) but on fixed goalposts. #}
with
spreads as (
    select
        code,
        min(value) as lowest,
        max(value) as highest,
        avg(value) as mean,
        stddev_samp(value) as sd
    from measured
    group by code
),

known as (
    select
        measured.place,
        measured.code,
        measured.value,
        nodes.direction,
        case when nodes.direction = 1 then spreads.lowest else spreads.highest end as worst,
        case when nodes.direction = 1 then spreads.highest else spreads.lowest end as best,
        case when nodes.direction = 1 then nodes.low else nodes.high end as worse_goalpost,
        case when nodes.direction = 1 then nodes.high else nodes.low end as better_goalpost,
        spreads.lowest < spreads.highest as differs,
        spreads.mean,
        spreads.sd,
        cast({{ given('low') }} as double) as scale_low,
        cast({{ given('high') }} as double) as scale_high
    from measured
    inner join nodes on measured.code = nodes.code
    inner join spreads on measured.code = spreads.code
    where measured.value is not null
),

scored as (
    select
        place,
        code,
        {% if normalisation == 'none' -%}
        value as score
        {%- elif normalisation == 'goalposts' -%}
        {{ on_scale(clipped(on_goalposts('value', 'worse_goalpost', 'better_goalpost')), 'scale_low', 'scale_high') }} as score
        {%- elif normalisation == 'minmax' -%}
        case when differs then {{ on_scale(on_goalposts('value', 'worst', 'best'), 'scale_low', 'scale_high') }} end as score
        {%- elif normalisation == 'zscore' -%}
        case
            when differs then (scale_low + scale_high * direction * {{ z_score('value', 'mean', 'sd') }})
        end as score
        {%- else -%}
        case
            when differs then {{ on_scale(percentile_rank('direction * value', ['code']), 'scale_low', 'scale_high') }}
        end as score
        {%- endif %}
    from known
)

select
    measured.place,
    measured.code,
    measured.value,
    scored.score
from measured
left join scored on measured.place = scored.place and measured.code = scored.code
