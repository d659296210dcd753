{{ published_from(ref('points_earning_room')) }}
