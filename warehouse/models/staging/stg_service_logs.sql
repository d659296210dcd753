{{ current_rows(
    'service_logs',
    key=['record_id'],
    columns=[
        'record_id', 'member_id', 'community_id', 'activity_id', 'category', 'claimed_at', 'started_at', 'ended_at',
        'code_scanned_at', 'scanned_code', 'checkout_at', 'declared_hours', 'lat', 'lon', 'gps_accuracy_m',
        'device_id', 'device_started_at', 'photo_ids', 'text', 'submitted_at', 'channel', 'witness_id',
        'witness_confirmed', 'proxy_consent'
    ]
) }}
