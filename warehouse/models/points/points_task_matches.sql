{# Who is proposed for which task: in each round every task with places left asks its best candidates who are still free, and each
   of them takes the task that suits best. Nobody is asked twice in the time looked ahead, so that duty is spread. #}
{% set rounds = 8 %}
with
round_0 as (
    select
        task_id,
        member_id
    from {{ ref('points_match_candidates') }}
    where 1 = 0
),

{% for round in range(1, rounds + 1) -%}
filled_{{ round }} as (
    select
        task_id,
        count(*) as people
    from round_{{ round - 1 }}
    group by task_id
),

asked_{{ round }} as (
    select
        free.task_id,
        free.member_id,
        free.preference,
        row_number() over (partition by free.task_id order by free.place) as turn,
        free.places_left - coalesce(filled.people, 0) as places
    from {{ ref('points_match_candidates') }} as free
    left join round_{{ round - 1 }} as taken on free.member_id = taken.member_id
    left join filled_{{ round }} as filled on free.task_id = filled.task_id
    where taken.member_id is null
),

accepted_{{ round }} as (
    select
        task_id,
        member_id,
        row_number() over (partition by member_id order by preference desc, task_id asc) as choice
    from asked_{{ round }}
    where turn <= places
),

round_{{ round }} as (
    select
        task_id,
        member_id
    from round_{{ round - 1 }}
    union all
    select
        task_id,
        member_id
    from accepted_{{ round }}
    where choice = 1
),

{% endfor -%}
matches as (
    select * from round_{{ rounds }}
)

select
    candidates.*,
    cast(row_number() over (partition by candidates.task_id order by candidates.place) as integer) as position
from matches
inner join {{ ref('points_match_candidates') }} as candidates
    on matches.task_id = candidates.task_id and matches.member_id = candidates.member_id
