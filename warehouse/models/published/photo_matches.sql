{{ published_from(ref('core_photo_matches')) }}
