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
        activities.*,
        least(coalesce(activities.starts_at, activities.ends_at, {{ as_of() }}), {{ as_of() }}) as open_until,
        ordered.claimed_at as half_taken_at
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
        *,
        greatest({{ minutes_between('opens_at', 'coalesce(half_taken_at, open_until)') }}, 0) as minutes
    from activities
)

{{ evidence_rows(
    'timed', 'activities', 'activity_id',
    value='minutes', occurred_on='coalesce(starts_at, opens_at)', censored='half_taken_at is null'
) }}
