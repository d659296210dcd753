select
    activities.*,
    case when activities.ends_at > activities.starts_at then {{ hours_between('activities.starts_at', 'activities.ends_at') }} end
        as planned_hours,
    categories.is_emergency
from {{ ref('stg_activities') }} as activities
left join {{ ref('service_categories') }} as categories on activities.category = categories.category
