{# The method of each draw: which goalposts, which mean, and (score_draw_weights) which weights. Draws come in antithetic pairs,
   z and -z, each with a method of its own; the same methods serve every period, so that periods differ by their data alone. #}
with
policy as (
    select
        cast({{ policy('draws') }} as bigint) as draws,
        cast(cast({{ policy('seed') }} as bigint) as varchar) as seed
),

draws as (
    select
        policy.seed,
        numbers.n as draw,
        mod(numbers.n, cast(policy.draws / 2 as bigint)) as pair,
        case when numbers.n <= policy.draws / 2 then 'z' else '-z' end as side,
        {{ stable_uniform("policy.seed || ':goalposts:' || cast(numbers.n as varchar)") }} as goalpost_chance,
        {{ stable_uniform("policy.seed || ':mean:' || cast(numbers.n as varchar)") }} as mean_chance
    from {{ ref('numbers') }} as numbers
    inner join policy on numbers.n <= policy.draws
),

variants as (
    select
        variant,
        low_shift,
        high_shift,
        row_number() over (order by variant) as place,
        count(*) over () as variants
    from {{ ref('goalpost_variants') }}
)

select
    draws.seed,
    draws.draw,
    draws.pair,
    draws.side,
    variants.variant,
    variants.low_shift,
    variants.high_shift,
    draws.mean_chance < {{ policy('geometric_share') }} as is_geometric
from draws
inner join variants on ceil(draws.goalpost_chance * variants.variants) = variants.place
