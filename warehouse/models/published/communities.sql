{{ published_from(ref('core_communities')) }}
