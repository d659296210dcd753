with
records as (
    {{ with_thresholds(ref('core_service_records'), 'P2', ['max_distance_m', 'max_accuracy_m']) }}
),

fixes as (
    select
        records.*,
        records.lat is not null and records.lon is not null and not (records.lat = 0 and records.lon = 0) as has_fix,
        implausible.status = 'raised' as is_implausible
    from records
    inner join {{ ref('flag_p3_implausible_fix') }} as implausible on records.record_id = implausible.record_id
)

select
    record_id,
    has_fix,
    -- Unknown, not false, where the platform never says how good its fix is.
    case when not has_fix or is_implausible then false else gps_accuracy_m <= max_accuracy_m end as usable_gps,
    case
        when not has_fix or is_implausible then false
        else gps_accuracy_m <= max_accuracy_m and site_distance_m <= max_distance_m
    end as usable_gps_at_site,
    has_fix and coalesce(gps_accuracy_m > max_accuracy_m, false) as is_degraded
from fixes
