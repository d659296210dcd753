{{ published_from(ref('stg_builds')) }}
