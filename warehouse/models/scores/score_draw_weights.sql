{# The factor on each dimension's weight in each draw: uniform in 1 plus or minus the spread. #}
with
dimensions as (
    select distinct dimension
    from {{ ref('policy_dimensions') }}
)

select
    methods.draw,
    methods.pair,
    methods.side,
    dimensions.dimension,
    1 + {{ policy('weight_spread') }} * (
        2 * {{ stable_uniform("methods.seed || ':weight:' || cast(methods.draw as varchar) || ':' || dimensions.dimension") }} - 1
    ) as factor
from {{ ref('score_draw_methods') }} as methods
cross join dimensions
