{# Scores that no double can hold: they would stand first or nowhere. #}
select
    scores.place,
    scores.code
from (
    select
        place,
        code,
        score
    from normalised
    union all
    select
        place,
        code,
        score
    from aggregates
) as scores
inner join nodes on scores.code = nodes.code
where not isfinite(scores.score)
order by scores.place asc, nodes.depth desc, scores.code asc
