with
records as (
    {{ with_thresholds(ref('core_service_records'), 'T2', ['min_distance_m']) }}
),

pairs as (
    select
        overlapping.record_id,
        overlapping.earlier_record_id,
        overlapping.overlap_minutes
    from {{ ref('flag_overlapping_records') }} as overlapping
    inner join records on overlapping.record_id = records.record_id
    where overlapping.is_other_community or overlapping.apart_m > records.min_distance_m
),

{{ twins_and_origins(most=['overlap_minutes']) }},

judged as (
    select
        records.record_id,
        twins.record_id is not null as is_raised,
        case
            when twins.record_id is null and origins.record_id is not null then 'origin'
            else 't2_overlap'
        end as finding_code,
        coalesce(twins.overlap_minutes, 0) as overlap_minutes,
        0 as max_overlap_minutes,
        records.min_distance_m,
        coalesce(twins.record_ids, origins.record_ids) as evidence,
        case
            when records.member_id is null then 'member_id'
            when records.started_at is null or records.ended_at is null then 'started_at;ended_at'
            when records.ended_at < records.started_at then 'ended_at'
        end as missing_input,
        case
            when records.member_id is not null and records.ended_at < records.started_at then 'ends_before_start'
        end as missing_code
    from records
    left join twins on records.record_id = twins.record_id
    left join origins on records.record_id = origins.record_id
)

{{ flag_rows(
    'T2',
    'judged',
    observed=['overlap_minutes'],
    limits=['max_overlap_minutes', 'min_distance_m'],
    missing_code='missing_code'
) }}
