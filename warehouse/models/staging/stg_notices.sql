{{ current_rows('notices', key=['notice_id', 'community_id']) }}
