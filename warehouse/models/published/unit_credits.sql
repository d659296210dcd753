{{ published_from(ref('points_unit_credits')) }}
