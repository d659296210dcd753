select
    activities.activity_id,
    activities.community_id,
    activities.grid,
    activities.title,
    activities.category,
    activities.skill,
    activities.opens_at,
    activities.starts_at,
    activities.ends_at,
    activities.capacity,
    activities.hours_needed,
    activities.lat,
    activities.lon,
    activities.code,
    activities.demand_id,
    activities.organisation_id,
    case when activities.ends_at > activities.starts_at then {{ hours_between('activities.starts_at', 'activities.ends_at') }} end
        as planned_hours,
    categories.is_emergency,
    activities.batch_id,
    activities.row_number
from {{ ref('stg_activities') }} as activities
left join {{ ref('service_categories') }} as categories on activities.category = categories.category
