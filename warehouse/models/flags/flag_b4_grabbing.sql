{% set window_days = 90 %}
with
records as (
    {{ with_thresholds(ref('core_service_records'), 'B4', ['max_seconds', 'min_times']) }}
),

claims as (
    select
        *,
        date_diff('second', activity_opens_at, claimed_at) as claim_seconds,
        {{ day_number('claimed_at') }} as day
    from records
),

windows as (
    select
        record_id,
        member_id,
        day,
        count(*) over (
            partition by member_id
            order by day
            range between {{ window_days - 1 }} preceding and current row
        ) as window_times
    from claims
    where member_id is not null and claim_seconds <= max_seconds
),

-- The busiest ninety days that contain the claim.
busiest as (
    select
        record_id,
        max(window_times) over (
            partition by member_id
            order by day
            range between current row and {{ window_days - 1 }} following
        ) as times
    from windows
),

judged as (
    select
        claims.record_id,
        coalesce(busiest.times >= claims.min_times, false) and (short.status = 'raised' or photo_only.status = 'raised')
            as is_raised,
        case when claims.claim_seconds is not null then 'b4_claim' end as finding_code,
        claims.claim_seconds,
        coalesce(busiest.times, 0) as times,
        {{ window_days }} as window_days,
        claims.max_seconds,
        claims.min_times,
        claims.activity_id as evidence,
        case
            when claims.member_id is null then 'member_id'
            when claims.claimed_at is null then 'claimed_at'
            when claims.activity_opens_at is null then 'activity_opens_at'
            when
                busiest.times >= claims.min_times
                and short.status = 'not_evaluable'
                and photo_only.status = 'not_evaluable'
                then short.missing_input || ';' || photo_only.missing_input
        end as missing_input,
        case when busiest.times >= claims.min_times then short.missing_code end as missing_code
    from claims
    inner join {{ ref('flag_t1_too_short') }} as short on claims.record_id = short.record_id
    inner join {{ ref('flag_p1_photo_only') }} as photo_only on claims.record_id = photo_only.record_id
    left join busiest on claims.record_id = busiest.record_id
)

{{ flag_rows(
    'B4',
    'judged',
    observed=['claim_seconds', 'times'],
    limits=['max_seconds', 'min_times'],
    told=['window_days'],
    missing_code='missing_code'
) }}
