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
        case when records.site_distance_m is not null then 'p2_distance' end as finding_code,
        records.site_distance_m,
        records.gps_accuracy_m,
        records.max_distance_m,
        records.activity_id as evidence,
        case
            when not fixes.has_fix then 'lat;lon'
            when records.site_distance_m is null then 'activity_lat;activity_lon'
            when records.gps_accuracy_m is null then 'gps_accuracy_m'
            when fixes.is_degraded then 'gps_accuracy_m'
        end as missing_input,
        case when fixes.is_degraded and records.site_distance_m is not null then 'p2_degraded' end as missing_code
    from records
    inner join {{ ref('flag_usable_fixes') }} as fixes on records.record_id = fixes.record_id
)

{{ flag_rows(
    'P2',
    'judged',
    observed=['site_distance_m'],
    limits=['max_distance_m'],
    told=['gps_accuracy_m'],
    missing_code='missing_code'
) }}
