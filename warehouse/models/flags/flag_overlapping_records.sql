with
timed as (
    select
        records.record_id,
        records.member_id,
        records.community_id,
        records.activity_id,
        records.started_at,
        records.ended_at,
        case when fixes.usable_gps then records.lat else records.activity_lat end as lat,
        case when fixes.usable_gps then records.lon else records.activity_lon end as lon,
        {{ used_at('records') }} as used_at
    from {{ ref('core_service_records') }} as records
    inner join {{ ref('flag_usable_fixes') }} as fixes on records.record_id = fixes.record_id
    where records.member_id is not null and records.ended_at > records.started_at
),

-- Two records that overlap share a day: joining on it keeps one person's thousands of records from meeting each other.
days as (
    select
        timed.*,
        {{ day_number('timed.started_at') }} + numbers.n - 1 as day
    from timed
    inner join {{ ref('numbers') }} as numbers
        on numbers.n <= {{ days_between('timed.started_at', 'timed.ended_at') }} + 1
),

pairs as (
    select distinct
        later.record_id,
        earlier.record_id as earlier_record_id,
        later.community_id <> earlier.community_id as is_other_community,
        later.activity_id = earlier.activity_id as is_same_activity,
        {{ haversine_m('later.lat', 'later.lon', 'earlier.lat', 'earlier.lon') }} as apart_m,
        {{ minutes_between('greatest(later.started_at, earlier.started_at)', 'least(later.ended_at, earlier.ended_at)') }}
            as overlap_minutes,
        least(
            {{ minutes_between('later.started_at', 'later.ended_at') }},
            {{ minutes_between('earlier.started_at', 'earlier.ended_at') }}
        ) as shorter_minutes
    from days as later
    inner join days as earlier
        on
            later.member_id = earlier.member_id
            and later.day = earlier.day
            and later.started_at < earlier.ended_at
            and later.ended_at > earlier.started_at
    where
        earlier.used_at < later.used_at
        or (earlier.used_at = later.used_at and earlier.record_id < later.record_id)
)

select
    record_id,
    earlier_record_id,
    coalesce(is_other_community, false) as is_other_community,
    coalesce(is_same_activity, false) as is_same_activity,
    apart_m,
    overlap_minutes,
    overlap_minutes / shorter_minutes as overlap_share
from pairs
