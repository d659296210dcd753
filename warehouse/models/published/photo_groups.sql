{{ published_from(ref('flag_photo_groups')) }}
