{{ published_from(ref('score_league_moves')) }}
