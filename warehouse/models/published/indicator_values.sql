{{ published_from(ref('score_indicator_values')) }}
