-- question: How many members have done how much of their yearly duty?
-- scope: committee=all community=community_id work_unit=work_unit_id
with
banded as (
    select
        home_community_id,
        work_unit_id,
        case
            when duty_share >= 1 then 5
            when duty_share >= 0.75 then 4
            when duty_share >= 0.5 then 3
            when duty_share >= 0.25 then 2
            when duty_share > 0 then 1
            else 0
        end as band
    from published.member_assessments
    where cast(year as varchar) = $year
),

counted as (
    select
        case
            when grouping(home_community_id) = 0 then 'community'
            when grouping(work_unit_id) = 0 then 'work_unit'
            else 'everybody'
        end as kind,
        home_community_id as community_id,
        work_unit_id,
        band,
        count(*) as members
    from banded
    group by grouping sets ((band), (band, home_community_id), (band, work_unit_id))
)

select
    kind,
    community_id,
    work_unit_id,
    band,
    members
from counted
order by band
