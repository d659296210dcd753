{# A hundred thousand standard normals that depend on nothing but their place (Box-Muller on md5). Draws read runs of it: two
   runs that overlap are shifted against each other, so that within one draw they share no number. #}
with
places as (
    select (hundreds.n - 1) * 1000 + ones.n - 1 as place
    from {{ ref('numbers') }} as hundreds
    cross join {{ ref('numbers') }} as ones
    where hundreds.n <= 100 and ones.n <= 1000
)

select
    place,
    {{ stable_normal("'normal:' || cast(place as varchar)") }} as z
from places
