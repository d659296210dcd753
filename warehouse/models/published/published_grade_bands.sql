{{ config(alias='grade_bands') }}
select
    cast(grade as varchar) as grade,
    cast(name_en as varchar) as name_en,
    cast(at_least as double) as at_least,
    cast(position as integer) as position
from {{ ref('policy_grade_bands') }}
where {{ is_in_force_today() }}
