{# How many members are given another level for the year of $ends_on. #}
select
    before.suggested_level as level_before,
    after.suggested_level as level_after,
    count(*) as members
from points.points_member_years as after
inner join before.points_member_years as before on after.member_id = before.member_id and after.year = before.year
where
    after.year = extract(year from cast({{ given('ends_on') }} as date))
    and before.suggested_level <> after.suggested_level
group by before.suggested_level, after.suggested_level
order by before.suggested_level, after.suggested_level
