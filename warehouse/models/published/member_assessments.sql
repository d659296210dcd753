{{ published_from(ref('points_member_years')) }}
