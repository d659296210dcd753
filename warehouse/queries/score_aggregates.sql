{# The nodes whose children stand at $depth, by the mean that `mean` names. #}
with
children as (
    select
        weights.draw,
        normalised.place,
        normalised.code,
        weights.weight,
        normalised.score
    from normalised
    inner join weights on normalised.code = weights.code
    union all
    select
        weights.draw,
        aggregates.place,
        aggregates.code,
        weights.weight,
        aggregates.score
    from aggregates
    inner join weights on aggregates.code = weights.code and aggregates.draw = weights.draw
)

select
    children.draw,
    children.place,
    nodes.parent as code,
    {% if mean == 'arithmetic' -%}
    {{ weighted_mean('score', 'weight') }} as score
    {%- elif mean == 'geometric' -%}
    {{ weighted_geometric_mean('score', 'weight') }} as score
    {%- else -%}
    {{ weighted_harmonic_mean('score', 'weight') }} as score
    {%- endif %}
from children
inner join nodes on children.code = nodes.code
where nodes.depth = {{ given('depth') }} and children.score is not null
group by children.draw, children.place, nodes.parent
