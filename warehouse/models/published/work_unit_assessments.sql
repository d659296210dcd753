{{ published_from(ref('points_work_unit_years')) }}
