select
    community_id,
    category,
    expected_people,
    past_activities,
    is_own,
    max_hours_ratio
from {{ ref('points_expected_crowds') }}
