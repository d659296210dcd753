{# The objectives of a drill, unfolded from its JSON list; at most 50 are read. #}
with
unfolded as (
    select
        drills.drill_id,
        {{ json_text('drills.objectives', "'$[' || cast(numbers.n - 1 as varchar) || '].objective'") }} as objective,
        {{ json_text('drills.objectives', "'$[' || cast(numbers.n - 1 as varchar) || '].rating'") }} as rating
    from {{ ref('stg_drills') }} as drills
    cross join {{ ref('numbers') }} as numbers
    where drills.objectives is not null and numbers.n <= 50
)

select
    unfolded.drill_id,
    unfolded.objective,
    unfolded.rating,
    ratings.value
from unfolded
left join {{ ref('drill_objective_ratings') }} as ratings on upper(trim(unfolded.rating)) = ratings.rating
where unfolded.objective is not null or unfolded.rating is not null
