with
records as (
    {{ with_thresholds(ref('core_service_records'), 'T6', ['max_planned_ratio', 'max_over_minutes']) }}
),

tested as (
    select
        *,
        case
            when checkout_at >= code_scanned_at then {{ hours_between('code_scanned_at', 'checkout_at') }}
        end as scanned_hours
    from records
),

judged as (
    select
        record_id,
        coalesce(declared_hours > max_planned_ratio * planned_hours, false)
        or coalesce(declared_hours > scanned_hours + max_over_minutes / 60, false) as is_raised,
        case when declared_hours is not null then 't6_declared' end as finding_code,
        declared_hours,
        planned_hours,
        scanned_hours,
        max_planned_ratio,
        max_over_minutes,
        activity_id as evidence,
        case
            when declared_hours is null then 'declared_hours'
            when planned_hours is null and scanned_hours is null then 'activity_id;checkout_at'
        end as missing_input
    from tested
)

{{ flag_rows(
    'T6',
    'judged',
    observed=['declared_hours', 'planned_hours', 'scanned_hours'],
    limits=['max_planned_ratio', 'max_over_minutes']
) }}
