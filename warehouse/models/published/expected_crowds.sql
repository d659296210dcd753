{{ published_from(ref('points_expected_crowds')) }}
