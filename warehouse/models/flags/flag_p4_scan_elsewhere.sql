with
records as (
    {{ with_thresholds(ref('core_service_records'), 'P4', ['window_minutes']) }}
),

tested as (
    select
        records.record_id,
        records.activity_id,
        records.code_scanned_at,
        records.scanned_code,
        records.window_minutes,
        {{ minutes_between('records.code_scanned_at', 'records.activity_starts_at') }} as minutes_early,
        {{ minutes_between('records.activity_ends_at', 'records.code_scanned_at') }} as minutes_late,
        trim(records.scanned_code) <> trim(records.activity_code) as is_other_code,
        case far.status when 'raised' then true when 'clear' then false end as is_far
    from records
    inner join {{ ref('flag_p2_far_from_site') }} as far on records.record_id = far.record_id
),

judged as (
    select
        record_id,
        code_scanned_at is not null
        and (
            coalesce(minutes_early > window_minutes, false)
            or coalesce(minutes_late > window_minutes, false)
            or coalesce(is_other_code, false)
            or coalesce(is_far, false)
        ) as is_raised,
        case
            when code_scanned_at is null then null
            when is_other_code then 'p4_other_code'
            when minutes_early > window_minutes then 'p4_before_start'
            when minutes_late > window_minutes then 'p4_after_end'
            when is_far then 'p4_away_from_site'
            else 'p4_inside_window'
        end as finding_code,
        minutes_early,
        minutes_late,
        scanned_code,
        window_minutes,
        activity_id as evidence,
        case
            when code_scanned_at is null then 'code_scanned_at'
            when minutes_early is null and minutes_late is null and is_other_code is null and is_far is null
                then 'activity_id'
        end as missing_input
    from tested
)

{{ flag_rows(
    'P4',
    'judged',
    observed=['minutes_early', 'minutes_late'],
    limits=['window_minutes'],
    told=['scanned_code'],
    texts=['scanned_code']
) }}
