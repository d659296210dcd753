with
records as (
    {{ with_thresholds(ref('core_service_records'), 'B8', ['min_overlap_share']) }}
),

claims as (
    select
        records.record_id,
        first_value(records.record_id) over (
            partition by records.member_id, records.activity_id order by {{ used_at('records') }}, records.record_id
        ) as earlier_record_id
    from records
    where records.member_id is not null and records.activity_id is not null
),

pairs as (
    select
        record_id,
        earlier_record_id,
        1 as is_same_activity,
        cast(null as double) as overlap_share
    from claims
    where record_id <> earlier_record_id
    union all
    select
        overlapping.record_id,
        overlapping.earlier_record_id,
        0 as is_same_activity,
        overlapping.overlap_share
    from {{ ref('flag_overlapping_records') }} as overlapping
    inner join records on overlapping.record_id = records.record_id
    where overlapping.overlap_share >= records.min_overlap_share and not overlapping.is_same_activity
),

{{ twins_and_origins(most=['is_same_activity', 'overlap_share']) }},

judged as (
    select
        records.record_id,
        twins.record_id is not null as is_raised,
        case
            when twins.is_same_activity = 1 then 'b8_same_activity'
            when twins.record_id is not null then 'b8_overlap'
            when origins.record_id is not null then 'origin'
            else 'b8_claimed_once'
        end as finding_code,
        coalesce(twins.overlap_share, 0) as overlap_share,
        records.min_overlap_share,
        coalesce(twins.record_ids, origins.record_ids) as evidence,
        case
            when records.member_id is null then 'member_id'
            when records.activity_id is null and (records.ended_at is null or records.ended_at <= records.started_at)
                then 'activity_id;ended_at'
        end as missing_input
    from records
    left join twins on records.record_id = twins.record_id
    left join origins on records.record_id = origins.record_id
)

{{ flag_rows(
    'B8',
    'judged',
    observed=['overlap_share'],
    limits=['min_overlap_share']
) }}
