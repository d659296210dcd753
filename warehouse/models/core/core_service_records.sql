with
photos as (
    select
        record_id,
        count(*) as photos_listed,
        sum(case when arrived then 1 else 0 end) as photos_arrived
    from {{ ref('core_record_photos') }}
    group by record_id
),

incident_records as (
    select distinct logs.record_id
    from {{ ref('stg_service_logs') }} as logs
    inner join {{ ref('core_record_times') }} as times on logs.record_id = times.record_id
    inner join {{ ref('core_incidents') }} as incidents
        on
            logs.community_id = incidents.community_id
            and times.started_at >= incidents.occurred_at
            and times.started_at <= coalesce(incidents.recovered_at, incidents.occurred_at + interval '14' day)
)

select
    logs.record_id,
    logs.member_id,
    logs.community_id,
    logs.activity_id,
    coalesce(logs.category, activities.category) as category,
    coalesce(categories.is_emergency, activities.is_emergency) as is_emergency,
    logs.channel,
    logs.claimed_at,
    times.stated_started_at,
    times.stated_ended_at,
    times.started_at,
    times.ended_at,
    times.time_basis,
    logs.code_scanned_at,
    logs.scanned_code,
    logs.checkout_at,
    logs.declared_hours,
    case
        when logs.code_scanned_at is not null and logs.checkout_at is not null
            then {{ minutes_between('logs.code_scanned_at', 'logs.checkout_at') }}
        else {{ minutes_between('times.stated_started_at', 'times.stated_ended_at') }}
    end as observed_minutes,
    logs.lat,
    logs.lon,
    logs.gps_accuracy_m,
    logs.device_id,
    logs.device_started_at,
    logs.photo_ids,
    cast(coalesce(photos.photos_listed, 0) as bigint) as photos_listed,
    cast(coalesce(photos.photos_arrived, 0) as bigint) as photos_arrived,
    logs.text,
    logs.submitted_at,
    logs.witness_id,
    logs.witness_confirmed,
    logs.proxy_consent,
    activities.title as activity_title,
    activities.opens_at as activity_opens_at,
    activities.starts_at as activity_starts_at,
    activities.ends_at as activity_ends_at,
    activities.capacity as activity_capacity,
    activities.hours_needed as activity_hours_needed,
    activities.lat as activity_lat,
    activities.lon as activity_lon,
    activities.code as activity_code,
    activities.planned_hours,
    {{ haversine_m('logs.lat', 'logs.lon', 'activities.lat', 'activities.lon') }} as site_distance_m,
    reviews.grade as review_grade,
    reviews.excellent as review_excellent,
    reviews.reviewer_id,
    reviews.reviewed_at,
    grades.value as grade_value,
    ratings.rating_mean,
    ratings.rating_count,
    ratings.rating_scope,
    members.actor,
    members.assignment,
    members.age_band,
    members.household_id,
    members.work_unit_id,
    members.digital_access,
    members.home_community_id,
    members.reported_on,
    decisions.effective_decision_id as decision_id,
    decisions.effective_verdict as decision_verdict,
    decisions.effective_decided_at as decided_at,
    coalesce(decisions.awaits_second, false) as awaits_second,
    coalesce(decisions.is_appealed, false) as is_appealed,
    decisions.proposed_at as sanction_proposed_at,
    decisions.settled_at as audit_settled_at,
    incident_records.record_id is not null as in_incident,
    cast(times.started_at as date) as service_date,
    {{ month_of('times.started_at') }} as period,
    cast(extract(year from times.started_at) as integer) as year,
    logs.batch_id,
    logs.file_name,
    logs.sheet,
    logs.row_number
from {{ ref('stg_service_logs') }} as logs
inner join {{ ref('core_record_times') }} as times on logs.record_id = times.record_id
left join {{ ref('core_activities') }} as activities on logs.activity_id = activities.activity_id
left join {{ ref('service_categories') }} as categories on logs.category = categories.category
left join {{ ref('stg_community_reviews') }} as reviews on logs.record_id = reviews.record_id
left join {{ ref('review_grades') }} as grades on reviews.grade = grades.grade
left join {{ ref('core_record_ratings') }} as ratings on logs.record_id = ratings.record_id
left join {{ ref('core_members') }} as members on logs.member_id = members.member_id
left join {{ ref('core_audit_decisions') }} as decisions on logs.record_id = decisions.record_id
left join photos on logs.record_id = photos.record_id
left join incident_records on logs.record_id = incident_records.record_id
