{# Results for records of the days $starts_on to $ends_on, and for drills held on them. #}
select
    after.record_id,
    after.flag_code,
    coalesce(records.community_id, drills.community_id) as community_id,
    records.category,
    before.status as status_before,
    after.status as status_after,
    after.observed,
    before.threshold as threshold_before,
    after.threshold as threshold_after,
    after.finding_code,
    before.finding_values as finding_values_before,
    after.finding_values
from flags.flag_results as after
inner join before.flag_results as before on after.record_id = before.record_id and after.flag_code = before.flag_code
left join core.core_service_records as records on after.record_id = records.record_id
left join core.core_drills as drills on after.record_id = drills.drill_id
where coalesce(records.service_date, drills.drill_date) between {{ given('starts_on') }} and {{ given('ends_on') }}
