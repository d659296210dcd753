{{ published_from(ref('core_periods')) }}
