{# How many records that nobody decided on have their points held, or no longer. #}
select
    count(*) filter (where after.is_held and not before.is_held) as newly_held,
    count(*) filter (where before.is_held and not after.is_held) as no_longer_held,
    count(*) as records
from points.points_record_values as after
inner join before.points_record_values as before on after.record_id = before.record_id
where
    after.decision_verdict is null
    and after.service_date between {{ given('starts_on') }} and {{ given('ends_on') }}
