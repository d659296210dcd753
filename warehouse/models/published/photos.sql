{{ published_from(ref('core_photos')) }}
