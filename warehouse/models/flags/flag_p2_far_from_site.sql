with
records as (
    {{ with_thresholds(ref('core_service_records'), 'P2', ['max_distance_m', 'max_accuracy_m']) }}
),

judged as (
    select
        records.record_id,
        records.site_distance_m > records.max_distance_m
        and records.gps_accuracy_m <= records.max_accuracy_m
        and fixes.has_fix as is_raised,
        {{ shown('records.site_distance_m') }} || ' m' || coalesce(' ± ' || {{ shown('records.gps_accuracy_m') }} || ' m', '')
            as observed,
        '> ' || {{ shown('records.max_distance_m') }} || ' m' as threshold,
        records.activity_id as evidence,
        case
            when not fixes.has_fix then 'lat;lon'
            when records.site_distance_m is null then 'activity_lat;activity_lon'
            when records.gps_accuracy_m is null then 'gps_accuracy_m'
            when fixes.is_degraded then 'gps_accuracy_m (degraded)'
        end as missing_input
    from records
    inner join {{ ref('flag_usable_fixes') }} as fixes on records.record_id = fixes.record_id
)

{{ flag_rows('P2', 'judged') }}
