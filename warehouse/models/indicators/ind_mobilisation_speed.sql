{# Until half the places are claimed. An activity that never got there is open until it starts; one whose people came without
   claiming (paper, telephone) says nothing about speed. #}
with
claims as (
    select
        activity_id,
        member_id,
        min(claimed_at) as claimed_at
    from {{ ref('core_service_records') }}
    where activity_id is not null and member_id is not null
    group by activity_id, member_id
),

ordered as (
    select
        activity_id,
        claimed_at,
        row_number() over (partition by activity_id order by claimed_at, member_id) as place
    from claims
    where claimed_at is not null
),

claimed as (
    select
        activity_id,
        max(claimed_at) as last_claimed_at
    from claims
    group by activity_id
),

activities as (
    select
        activities.activity_id,
        activities.community_id,
        cast(coalesce(activities.starts_at, activities.opens_at) as date) as starts_on,
        activities.opens_at,
        least(coalesce(activities.starts_at, activities.ends_at, {{ as_of() }}), {{ as_of() }}) as open_until,
        ordered.claimed_at as half_taken_at,
        activities.batch_id,
        activities.row_number
    from {{ ref('core_activities') }} as activities
    left join ordered
        on activities.activity_id = ordered.activity_id and ceil(activities.capacity / 2.0) = ordered.place
    left join claimed on activities.activity_id = claimed.activity_id
    where
        activities.opens_at < {{ as_of() }}
        and activities.capacity > 0
        and (claimed.activity_id is null or claimed.last_claimed_at is not null)
),

timed as (
    select
        activity_id,
        community_id,
        starts_on,
        half_taken_at is null as is_open,
        greatest({{ minutes_between('opens_at', 'coalesce(half_taken_at, open_until)') }}, 0) as minutes,
        batch_id,
        row_number
    from activities
)

{{ evidence_rows(
    'timed', 'activities', 'activity_id',
    value='minutes', occurred_on='starts_on', censored='is_open'
) }}
