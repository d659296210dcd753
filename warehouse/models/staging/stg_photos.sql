{{ current_rows(
    'photos',
    key=['photo_id'],
    columns=[
        'photo_id', 'sha256', 'opens', 'pdq_hash', 'pdq_quality', 'width_px', 'height_px', 'taken_at', 'lat', 'lon',
        'camera', 'is_screenshot'
    ]
) }}
