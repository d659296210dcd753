-- question: How are duty and evenness spread over the members of the work unit?
-- scope: committee=all work_unit=work_unit_id
with
shares as (
    select
        work_unit_id,
        'duty_share' as measure,
        least(floor(duty_share * 5), 5) as band
    from published.member_assessments
    where cast(year as varchar) = $year and work_unit_id = $unit
    union all
    select
        work_unit_id,
        'evenness' as measure,
        least(floor(evenness * 5), 4) as band
    from published.member_assessments
    where cast(year as varchar) = $year and work_unit_id = $unit
)

select
    work_unit_id,
    measure,
    cast(band as integer) as band,
    count(*) as members
from shares
group by work_unit_id, measure, band
order by measure, band
