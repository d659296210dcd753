{{ published_from(ref('score_funnel_limits')) }}
